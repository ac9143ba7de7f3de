import { describe, expect, it } from 'vitest';
import { loadRegions } from '../../src/catalogue/load-regions.js';
import { may, mayGrant, STAFF_ACTIONS, type StaffScope } from '../../src/staff/permissions.js';
import { grantOf } from './support.js';

const regions = loadRegions();
const [CHONGQING, DAZU, DIANJIANG] = ['500000', '500111', '500231'];

describe('what a role may do', () => {
  it.each([
    ['agent', ['desk.use']],
    [
      'editor',
      ['desk.use', 'correction.settle', 'catalogue.read', 'catalogue.edit', 'figures.read', 'notice.manage'],
    ],
    [
      'reviewer',
      [
        'desk.use',
        'correction.settle',
        'catalogue.read',
        'catalogue.review',
        'figures.read',
        'notice.manage',
      ],
    ],
    ['administrator', STAFF_ACTIONS],
  ] as const)('%s: %j', (role, actions) => {
    const account = { grants: [grantOf(role)] };
    expect(STAFF_ACTIONS.filter((action) => may(account, action, {}, regions))).toEqual(actions);
  });

  it('nobody without a grant may do anything', () => {
    expect(STAFF_ACTIONS.filter((action) => may({ grants: [] }, action, {}, regions))).toEqual([]);
  });
});

describe('a grant bound to regions and agencies', () => {
  const account = {
    grants: [
      grantOf('editor', { regions: [DAZU], agencies: ['区民政局'] }),
      grantOf('agent', { regions: [CHONGQING] }),
    ],
  };
  const edits = (scope: StaffScope) => may(account, 'catalogue.edit', scope, regions);

  it('reaches what lies within both bounds', () => {
    expect(edits({})).toBe(true);
    expect(edits({ regionCode: DAZU, agency: '区民政局' })).toBe(true);
    expect(edits({ regionCode: DAZU, agency: '区公安局' })).toBe(false);
    expect(edits({ regionCode: DIANJIANG, agency: '区民政局' })).toBe(false);
    expect(edits({ regionCode: DAZU, agency: '市民政局/区民政局' })).toBe(true);
    expect(edits({ regionCode: CHONGQING })).toBe(false);
  });

  it('reaches the regions below, and nothing that belongs to no region', () => {
    const answers = (regionCode: string | null) => may(account, 'desk.use', { regionCode }, regions);
    expect([CHONGQING, DAZU, DIANJIANG].map(answers)).toEqual([true, true, true]);
    expect(answers(null)).toBe(false);
    expect(answers('999999')).toBe(false);
  });
});

describe('handing out grants', () => {
  it('reaches as far as the own bounds', () => {
    const ofDazu = { grants: [grantOf('administrator', { regions: [DAZU] })] };
    expect(mayGrant(ofDazu, grantOf('editor', { regions: [DAZU] }), regions)).toBe(true);
    expect(mayGrant(ofDazu, grantOf('editor', { regions: [DAZU], agencies: ['区民政局'] }), regions)).toBe(
      true,
    );
    expect(mayGrant(ofDazu, grantOf('editor', { regions: [DAZU, DIANJIANG] }), regions)).toBe(false);
    expect(mayGrant(ofDazu, grantOf('editor'), regions)).toBe(false);
    expect(mayGrant({ grants: [grantOf('editor')] }, grantOf('agent'), regions)).toBe(false);
    expect(mayGrant({ grants: [grantOf('administrator')] }, grantOf('administrator'), regions)).toBe(true);
  });
});
