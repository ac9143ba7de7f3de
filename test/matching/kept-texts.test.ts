import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { RegionTree } from '../../src/catalogue/regions.js';
import type { ItemRecord, Snapshot } from '../../src/catalogue/snapshot.js';
import { buildEngine } from '../../src/matching/engine.js';
import { KeptTexts } from '../../src/matching/kept-texts.js';
import { loadTools } from '../../src/matching/tools.js';
import { projectPath } from '../../src/project-root.js';

const tools = loadTools(projectPath('data'), { notOurs: false });

function matter(id: string, name: string, questions: string[]): ItemRecord {
  return { id, name, type: null, themes: ['社会保障'], questions, linked: [], implementations: [] };
}

const items = [
  matter('dj-017', '补、换社会保障卡', ['社保卡掉了咋个补', '那张看病的卡搞落了']),
  matter('dzq-1', '普通护照签发', ['第一次出国办啥证', '护照在哪里办']),
];
const snapshotOf = (own: ItemRecord[]): Snapshot => ({
  revision: 1,
  publishedAt: '',
  items: own,
  regions: new RegionTree([]),
});
const newFolder = (): string => mkdtempSync(join(tmpdir(), 'wenban-kept-'));
const QUESTIONS = ['社保卡掉了咋个补', '户照在那里办', 'shebaoka buban', '出国'];

/** What an engine makes of questions: understood terms, candidates, scores. */
function readings(kept?: KeptTexts) {
  const { language, matcher } = buildEngine(snapshotOf(items), tools, kept);
  return QUESTIONS.map((question) => {
    const frame = language.read(question);
    const matches = matcher.match(frame, null, 5);
    return { frame, matches: matches.map(({ number, score, features }) => ({ number, score, features })) };
  });
}

describe('texts kept for the next start', () => {
  it('make the same engine as texts that are read', () => {
    const kept = new KeptTexts(newFolder());
    const fresh = readings(kept);
    expect(kept.read(items, tools.lexicon)).not.toBeNull();
    expect(readings(kept)).toEqual(fresh);
    expect(readings()).toEqual(fresh);
  });

  it('are not taken for other texts or another lexicon', () => {
    const kept = new KeptTexts(newFolder());
    readings(kept);
    const reworded = items.map((item) => ({ ...item, questions: [...item.questions, '护照丢了'] }));
    expect(kept.read(reworded, tools.lexicon)).toBeNull();
    const someConcept = [...tools.lexicon.concepts][0]?.id ?? '';
    const added = tools.lexicon.with([{ concept: someConcept, form: '滴滴咵' }]);
    expect(kept.read(items, added)).toBeNull();
  });

  it('are read anew when their file is damaged', () => {
    const folder = newFolder();
    const kept = new KeptTexts(folder);
    const fresh = readings(kept);
    for (const name of readdirSync(folder)) writeFileSync(join(folder, name), 'no such thing');
    expect(kept.read(items, tools.lexicon)).toBeNull();
    expect(readings(kept)).toEqual(fresh);
  });

  it('are given up where nothing can be written', () => {
    const file = join(newFolder(), 'file');
    writeFileSync(file, '');
    expect(readings(new KeptTexts(join(file, 'below')))).toEqual(readings());
  });

  it('make way for later ones', () => {
    const folder = newFolder();
    const kept = new KeptTexts(folder);
    for (const own of [items.slice(0, 1), items.slice(1), items]) buildEngine(snapshotOf(own), tools, kept);
    expect(readdirSync(folder)).toHaveLength(2);
  });
});
