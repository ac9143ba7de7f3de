import { describe, expect, it } from 'vitest';
import { describeFault } from '../../../src/channels/wechaty/fault.js';

describe('of an error only name, code and places in code are told', () => {
  it('whatever its message says', () => {
    const error = Object.assign(
      new TypeError('李大姐 (wxid_123) 问：社保卡\n    at 李大姐 问 (社保卡:1:1)'),
      { code: 'ENOTFOUND' },
    );
    const fault = describeFault(error);
    expect(fault).toMatchObject({ type: 'TypeError', code: 'ENOTFOUND' });
    expect(fault.at.length).toBeGreaterThan(0);
    expect(fault.at[0]).toContain('fault.test.ts');
    expect(JSON.stringify(fault)).not.toMatch(/李大姐|wxid|社保卡/);
  });

  it.each([
    [
      'a name that is a sentence',
      Object.assign(new Error('x'), { name: 'GError: from(李大姐)' }),
      { type: 'Error' },
    ],
    ['a code that is a sentence', Object.assign(new Error('x'), { code: '李大姐不在' }), { type: 'Error' }],
    ['a number as code', Object.assign(new Error('x'), { code: 14 }), { type: 'Error', code: 14 }],
    ['a text', '李大姐', { type: 'string', at: [] }],
    ['an object', { message: '李大姐' }, { type: 'object', at: [] }],
    ['nothing', undefined, { type: 'undefined', at: [] }],
  ])('%s', (_, error, expected) => {
    expect(describeFault(error)).toMatchObject(expected);
    expect(JSON.stringify(describeFault(error))).not.toContain('李大姐');
  });
});
