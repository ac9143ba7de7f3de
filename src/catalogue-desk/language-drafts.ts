import { type DataSource, In, IsNull } from 'typeorm';
import type { z } from 'zod';
import { type CatalogueDraft, EVERYWHERE } from '../../entities/catalogue-draft.js';
import { Implementation } from '../../entities/implementation.js';
import { LanguageAddition } from '../../entities/language-addition.js';
import { ServiceItem } from '../../entities/service-item.js';
import { SimilarQuestion } from '../../entities/similar-question.js';
import { canonicalJson, sha256 } from '../catalogue/canonical.js';
import { ForbiddenError, InvalidRequestError } from '../errors.js';
import type { Lexicon } from '../language/lexicon.js';
import { normalise } from '../language/normalise.js';
import { maskPersonalNumbers } from '../privacy/mask.js';
import { changedError, type Drafts, type WriteAlong } from './drafts.js';
import { DeskNotFoundError } from './errors.js';
import type { DeskStaff, Keeper } from './keeper.js';
import type { LanguageContent } from './language-content.js';
import type { languageProposal } from './language-schemas.js';

/** Words that a keeper wants to add. */
export type LanguageProposal = z.output<typeof languageProposal>;

/** A wording of one character says nothing. */
const LEAST_CHARACTERS = 2;

type Place = Pick<CatalogueDraft, 'itemId' | 'regionCode' | 'agencyId' | 'agency'>;
const KIND_WORDS = { wording: '问法', synonym: '同义词', notOurs: '话题' } as const;
const HOLDS_EVERYWHERE: Place & { name?: string } = {
  itemId: null,
  regionCode: EVERYWHERE,
  agencyId: null,
  agency: null,
};

/** Drafts of words: wordings of a matter, synonyms of a concept, topics that are not ours. */
export class LanguageDrafts {
  constructor(
    private readonly ds: DataSource,
    private readonly staff: DeskStaff,
    private readonly drafts: Drafts,
    private readonly lexicon: () => Lexicon,
  ) {}

  /** @returns what keepers added and is in force, the latest first, with the name of what it is about. */
  async inForce(keeper: Keeper): Promise<(LanguageAddition & { targetName: string })[]> {
    this.staff.assertMay(keeper, 'catalogue.read');
    const where = { untilRevision: IsNull() };
    const additions = await this.ds.manager.find(LanguageAddition, { where, order: { id: 'DESC' } });
    const ids = additions.flatMap(({ kind, target }) => (kind === 'wording' ? target : []));
    const items =
      ids.length > 0
        ? await this.ds.manager.findBy(ServiceItem, { id: In(ids), untilRevision: IsNull() })
        : [];
    const names = new Map(items.map(({ id, name }) => [id, name]));
    return additions.map((one) => ({ ...one, targetName: names.get(one.target) ?? one.target }));
  }

  /**
   * Opens a draft with the words.
   *
   * @param near - 行政区划代码 of the questions: of several regions that have the matter, this one.
   * @throws {DeskNotFoundError | ForbiddenError | InvalidRequestError}
   */
  async propose(
    keeper: Keeper,
    proposal: LanguageProposal,
    near: string | null,
    along?: WriteAlong,
  ): Promise<CatalogueDraft> {
    switch (proposal.kind) {
      case 'wording': {
        const { itemId } = proposal;
        const { name, ...place } = await this.placeOf(keeper, itemId, near);
        const known = await this.ds.manager.findBy(SimilarQuestion, { itemId, untilRevision: IsNull() });
        const texts = await this.newTexts(
          proposal.texts,
          known.map(({ text }) => text),
        );
        const add = texts.map((text) => ({ kind: 'wording' as const, target: itemId, text, advice: null }));
        return this.open(keeper, `问法：${name}`, place, { add, withdraw: [] }, along);
      }
      case 'synonym': {
        const { concept, form } = this.checkedForm(proposal.concept, proposal.form);
        const add = [{ kind: 'synonym' as const, target: concept, text: form, advice: null }];
        const title = `同义词：${form} → ${concept}`;
        return this.open(keeper, title, HOLDS_EVERYWHERE, { add, withdraw: [] }, along);
      }
      case 'notOurs': {
        const target = maskPersonalNumbers(proposal.topic);
        const where = { kind: 'notOurs' as const, target, untilRevision: IsNull() };
        const known = await this.ds.manager.findBy(LanguageAddition, where);
        const texts = await this.newTexts(
          proposal.texts,
          known.map(({ text }) => text),
        );
        const { advice } = proposal;
        const add = texts.map((text) => ({ kind: 'notOurs' as const, target, text, advice }));
        return this.open(keeper, `不归我们管：${target}`, HOLDS_EVERYWHERE, { add, withdraw: [] }, along);
      }
    }
  }

  /** Opens a draft that ends an addition. @throws {DeskNotFoundError | ForbiddenError} */
  async withdraw(keeper: Keeper, id: number): Promise<CatalogueDraft> {
    const found = await this.ds.manager.findOneBy(LanguageAddition, { id, untilRevision: IsNull() });
    if (!found) throw new DeskNotFoundError('补充');
    const { kind, target, text, advice } = found;
    const own = kind === 'wording' ? await this.placeOf(keeper, target, null) : HOLDS_EVERYWHERE;
    const { name = target, ...place } = own;
    const withdraw = [{ id, kind, target, text, advice }];
    return this.open(keeper, `撤下${KIND_WORDS[kind]}：${name}`, place, { add: [], withdraw });
  }

  /**
   * Replaces the words of a draft; what they are about stays.
   *
   * @param version - of the draft as the keeper saw it.
   * @throws {DraftChangedError} when somebody saved since; nothing is written.
   */
  save(
    keeper: Keeper,
    id: string,
    version: number,
    given: { texts: readonly string[]; advice: string | null },
  ): Promise<CatalogueDraft> {
    return this.drafts.save(keeper, id, version, async (draft) => {
      const before = draft.content as LanguageContent;
      const [first] = draft.kind === 'language' ? before.add : [];
      if (!first) throw new DeskNotFoundError('补充的草稿');
      if (draft.version !== version) {
        const message = `现在的草稿是：${before.add.map(({ text }) => text).join('、')}`;
        throw changedError(draft, [{ field: 'texts', message }]);
      }
      const texts =
        first.kind === 'synonym'
          ? [this.checkedForm(first.target, given.texts[0] ?? '').form]
          : await this.newTexts(given.texts, []);
      const advice = first.kind === 'notOurs' ? given.advice : null;
      const add = texts.map((text) => ({ ...first, text, advice }));
      return { ...before, add } satisfies LanguageContent;
    });
  }

  private open(
    keeper: Keeper,
    title: string,
    place: Place,
    { add, withdraw }: Omit<LanguageContent, 'by'>,
    along?: WriteAlong,
  ): Promise<CatalogueDraft> {
    const openKey = `language|${sha256(canonicalJson({ add, withdraw }))}`;
    const content: LanguageContent = { add, withdraw, by: keeper.name };
    return this.drafts.open(keeper, { kind: 'language', openKey, title, ...place, content }, [], along);
  }

  /** Words for a matter may be written by whoever keeps one of its implementations. */
  private async placeOf(
    keeper: Keeper,
    itemId: string,
    near: string | null,
  ): Promise<Place & { name: string }> {
    const all = await this.ds.manager
      .createQueryBuilder(Implementation, 'own')
      .leftJoinAndSelect('own.agency', 'agency')
      .where({ itemId, untilRevision: IsNull() })
      .orderBy('own.regionCode')
      .addOrderBy('own.id')
      .getMany();
    if (all.length === 0) throw new DeskNotFoundError('事项');
    const own = all.filter(({ regionCode, agency }) =>
      this.staff.may(keeper, 'catalogue.edit', { regionCode, agency: agency?.name || null }),
    );
    const chosen = own.find(({ regionCode }) => regionCode === near) ?? own[0];
    if (!chosen) throw new ForbiddenError();
    const { regionCode, agencyId, agency, name } = chosen;
    return { itemId, regionCode, agencyId, agency: agency?.name || null, name };
  }

  private async newTexts(given: readonly string[], known: readonly string[]): Promise<string[]> {
    const have = new Set(known.map(normalise));
    const texts = new Map<string, string>();
    for (const raw of given) {
      const text = maskPersonalNumbers(raw.trim());
      const folded = normalise(text);
      if (folded.length < LEAST_CHARACTERS)
        throw fault('texts', `“${text}”太短，至少 ${LEAST_CHARACTERS} 个字`);
      if (!have.has(folded)) texts.set(folded, text);
    }
    if (texts.size === 0) throw fault('texts', '这些问法都已经有了，请写新的问法');
    return [...texts.values()];
  }

  private checkedForm(conceptId: string, raw: string): { concept: string; form: string } {
    const lexicon = this.lexicon();
    if (!lexicon.find(conceptId)) throw fault('concept', `词库里没有“${conceptId}”这个概念，请从列表里选`);
    const form = normalise(raw);
    if (form.length < LEAST_CHARACTERS) throw fault('form', `太短，至少 ${LEAST_CHARACTERS} 个字`);
    for (const { id, forms } of lexicon.concepts)
      if (forms.includes(form)) throw fault('form', `“${form}”已经是“${id}”的说法`);
    return { concept: conceptId, form };
  }
}

function fault(field: string, message: string): InvalidRequestError {
  return new InvalidRequestError([{ field, message }]);
}
