/** Does one thing after another for each key: a follow-up is understood only after the question before it. */
export class InTurn {
  private readonly last = new Map<string, Promise<void>>();

  /** @param work - must not reject. */
  run(key: string, work: () => Promise<void>): Promise<void> {
    const done = (this.last.get(key) ?? Promise.resolve()).then(work).finally(() => {
      if (this.last.get(key) === done) this.last.delete(key);
    });
    this.last.set(key, done);
    return done;
  }
}
