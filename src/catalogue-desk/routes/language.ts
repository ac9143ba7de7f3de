import type { Route } from '../../http/route.js';
import { normalise } from '../../language/normalise.js';
import { defineStaffRoute } from '../../staff/staff-route.js';
import type { DeskParts } from '../desk-parts.js';
import { additionParams, additionsResult, conceptsQuery, conceptsResult } from '../language-schemas.js';
import { draftView } from '../schemas.js';
import { presentWholeDraft } from '../views.js';

const tag = '目录台';
const PATH = '/api/v1/staff/catalogue/language';
const MOST_CONCEPTS = 20;
const MOST_FORMS = 12;

/** Words that keepers added, and the lexicon to which they add. */
export function languageRoutes({ staff, language, lexicon }: DeskParts): Route[] {
  return [
    defineStaffRoute(staff, {
      tag,
      action: 'catalogue.read',
      method: 'GET',
      path: PATH,
      summary: '补充的问法、同义词和不归我们管的话题，新的在前',
      response: additionsResult,
      async handle({ account }) {
        return { additions: await language.inForce(account) };
      },
    }),
    defineStaffRoute(staff, {
      tag,
      action: 'catalogue.edit',
      method: 'POST',
      path: `${PATH}/:id/withdraw`,
      summary: '建立撤下一条补充的草稿',
      params: additionParams,
      response: draftView,
      async handle({ params, account }) {
        const draft = await language.withdraw(account, params.id);
        return presentWholeDraft(draft, null, { staff, keeper: account });
      },
    }),
    defineStaffRoute(staff, {
      tag,
      action: 'catalogue.read',
      method: 'GET',
      path: `${PATH}/concepts`,
      summary: '在词库里找概念：名称或说法里有这些字的',
      query: conceptsQuery,
      response: conceptsResult,
      handle({ query: { q } }) {
        const wanted = normalise(q);
        const found = [...lexicon().concepts]
          .filter(({ forms }) => wanted !== '' && forms.some((form) => form.includes(wanted)))
          .sort((a, b) => Number(b.forms.includes(wanted)) - Number(a.forms.includes(wanted)));
        return {
          concepts: found
            .slice(0, MOST_CONCEPTS)
            .map(({ id, kind, forms }) => ({ id, kind, forms: forms.slice(0, MOST_FORMS) })),
        };
      },
    }),
  ];
}
