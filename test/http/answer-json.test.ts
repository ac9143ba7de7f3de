import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AskResponse } from '../../src/answer/response.js';
import { serializerOf } from '../../src/http/json-schema.js';
import { answerJson } from '../../src/http/presenters/answer-json.js';
import { askResponse } from '../../src/http/schemas/ask.js';
import type { Wenban } from '../../src/wenban.js';
import { openTestWenban } from '../support-wenban.js';
import { answer } from './support.js';

const bySchema = serializerOf(askResponse);

describe('answerJson', () => {
  let wenban: Wenban;
  beforeAll(async () => {
    wenban = await openTestWenban();
  });
  afterAll(() => wenban.close());

  it('writes what the schema writes, for every kind of answer', async () => {
    const kinds = new Set<string>();
    for (const question of ['社保卡丢了怎么补', '办证', '明天会下雨吗', '你好', '转人工', '有人触电了快救命'])
      for (const limit of [1, 20]) {
        const response = await wenban.asker.ask({ question, region: '大足区', limit });
        kinds.add(response.kind);
        expect(answerJson(response).toString(), question).toBe(bySchema(response));
        // Once more, now from what was kept.
        expect(answerJson(response).toString(), question).toBe(bySchema(response));
      }
    expect([...kinds]).toEqual(expect.arrayContaining(['answer', 'none', 'chat', 'emergency']));
  });

  it('leaves out what is not declared, at any depth', () => {
    const sources = [{ ...answer.candidates[0]?.sources[0], row: { 事项名称: 'x' }, secret: 'x' }];
    const candidate = { ...answer.candidates[0], sources, secret: 'x' };
    const spoiled = { ...answer, candidates: [candidate], secret: 'x' } as unknown as AskResponse;
    const json = answerJson(spoiled).toString();
    expect(json).toBe(bySchema(spoiled));
    expect(json).not.toMatch(/secret|"row"/);
  });

  it('escapes what JSON needs escaped', () => {
    const reply = '引号"、反斜杠\\、换行\n、表情😀、孤立代理\ud800';
    const response = { ...answer, reply };
    expect(JSON.parse(answerJson(response).toString()).reply).toBe(reply);
  });
});
