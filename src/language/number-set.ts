const LEAST_SLOTS = 1_024;
/** The largest number that `rounds` can hold. */
const LAST_ROUND = 2 ** 31 - 1;

/**
 * A set of whole numbers from 0 on that keeps its memory when it is emptied: every question needs several sets of some
 * hundred features, and a `Set` made anew for each costs more than what is looked up with it. Numbers are to be spread
 * well, as hashes are.
 */
export class NumberSet {
  private mask = LEAST_SLOTS - 1;
  private slots = new Int32Array(LEAST_SLOTS);
  /** In which round each slot was filled: those of earlier rounds are free. */
  private rounds = new Int32Array(LEAST_SLOTS);
  private round = 1;
  /** At most half full, so that a search ends soon. */
  private members = new Int32Array(LEAST_SLOTS / 2);
  private count = 0;

  get size(): number {
    return this.count;
  }

  /** Empties the set. */
  clear(): this {
    this.count = 0;
    if (this.round < LAST_ROUND) this.round++;
    else {
      this.rounds.fill(0);
      this.round = 1;
    }
    return this;
  }

  has(number: number): boolean {
    return this.isFilled(this.slotOf(number));
  }

  add(number: number): void {
    if (this.count === this.members.length) this.grow();
    const slot = this.slotOf(number);
    if (this.isFilled(slot)) return;
    this.slots[slot] = number;
    this.rounds[slot] = this.round;
    this.members[this.count++] = number;
  }

  /** @returns the numbers in the order in which they came; good until the set changes. */
  list(): Int32Array {
    return this.members.subarray(0, this.count);
  }

  private isFilled(slot: number): boolean {
    return this.rounds[slot] === this.round;
  }

  /** Where a number stands, or the free slot where it would stand. */
  private slotOf(number: number): number {
    const { slots, rounds, round, mask } = this;
    let slot = number & mask;
    while (rounds[slot] === round && slots[slot] !== number) slot = (slot + 1) & mask;
    return slot;
  }

  private grow(): void {
    const kept = this.list().slice();
    const size = this.slots.length * 2;
    this.mask = size - 1;
    this.slots = new Int32Array(size);
    this.rounds = new Int32Array(size);
    this.members = new Int32Array(size / 2);
    this.round = 1;
    this.count = 0;
    for (const number of kept) this.add(number);
  }
}
