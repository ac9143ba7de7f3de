import { randomUUID } from 'node:crypto';
import { type DataSource, LessThan } from 'typeorm';
import { CallNote, type CallOutcome } from '../../entities/call-note.js';
import { maskPersonalNumbers } from '../privacy/mask.js';
import { exclusive } from '../storage/exclusive.js';

/** What an agent writes down when a call ends. */
export interface CallNoteInput {
  regionCode: string | null;
  itemId: string | null;
  question: string;
  outcome: CallOutcome;
  transferredTo: string | null;
  note: string | null;
  durationSeconds: number | null;
}

const DAY_MS = 86_400_000;

/** Keeps notes of calls for a limited time, without who called. */
export class CallNotes {
  constructor(
    private readonly ds: DataSource,
    /** Days a note is kept. */
    private readonly keepDays: number,
    private readonly now: () => Date = () => new Date(),
  ) {}

  /** @param account - name of who took the call. */
  async add(account: string, input: CallNoteInput): Promise<CallNote> {
    const note: CallNote = {
      ...input,
      id: randomUUID(),
      createdAt: this.now().toISOString(),
      account,
      question: maskPersonalNumbers(input.question.trim()),
      transferredTo: masked(input.transferredTo),
      note: masked(input.note),
    };
    await exclusive(this.ds, () => this.ds.manager.insert(CallNote, note));
    return note;
  }

  /** @returns the account's last notes, the newest first. */
  lastOf(account: string, limit: number): Promise<CallNote[]> {
    return this.ds.manager.find(CallNote, { where: { account }, order: { createdAt: 'DESC' }, take: limit });
  }

  /** Deletes notes that were kept long enough. @returns how many went. */
  async deleteExpired(): Promise<number> {
    const before = new Date(this.now().getTime() - this.keepDays * DAY_MS).toISOString();
    const result = await exclusive(this.ds, () =>
      this.ds.manager.delete(CallNote, { createdAt: LessThan(before) }),
    );
    return result.affected ?? 0;
  }
}

function masked(text: string | null): string | null {
  const words = maskPersonalNumbers((text ?? '').trim());
  return words === '' ? null : words;
}
