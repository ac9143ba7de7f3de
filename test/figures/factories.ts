import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { AskedQuestion } from '../../entities/asked-question.js';

/** Puts kept questions into the database; at noon of the 1st of March 2026 in Beijing unless told. */
export async function keepQuestions(
  { manager }: DataSource,
  questions: readonly Partial<AskedQuestion>[],
): Promise<void> {
  const rows = questions.map((more) => ({
    id: randomUUID(),
    askedAt: '2026-03-01T04:00:00.000Z',
    channel: 'web',
    text: '不能外传的原话',
    regionCode: '500231',
    intent: 'materials',
    kind: 'answer',
    itemId: 'dj-017',
    confidencePermille: 900,
    sessionHash: 'f'.repeat(64),
    rating: null,
    ...more,
  }));
  await manager.insert(AskedQuestion, rows);
}
