import { type FSWatcher, watch } from 'node:fs';
import { join } from 'node:path';
import type { Catalogue } from '../catalogue/catalogue.js';
import { collectGarbage } from '../collect-garbage.js';
import { buildEngine, type Engine } from './engine.js';

/** Files of the data folder that take effect without a restart. */
const WATCHED = ['lexicon', 'model', '.'];
/** An editor writes a file in several steps; they count as one change. */
const SETTLE_MS = 200;
const TIDY_MS = 2_000;

interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

/**
 * The engine in force. It is compiled anew when the catalogue is swapped or a word is added to the lexicon; a broken
 * lexicon is reported and the engine before it serves on.
 */
export class LiveEngine {
  private engine: Engine;
  private readonly watchers: FSWatcher[] = [];
  private settling: NodeJS.Timeout | null = null;
  private stale = false;
  private following = false;
  private readonly onSwap = (): void => this.rebuild();

  constructor(
    private readonly catalogue: Catalogue,
    private readonly dataFolder: string,
    private readonly log?: Log,
  ) {
    this.engine = buildEngine(catalogue.current(), dataFolder);
  }

  /** @returns the engine for the next question; a change of the lexicon is in it. */
  current(): Engine {
    if (this.stale) this.rebuild();
    return this.engine;
  }

  /** Follows the catalogue and the files until `close()`. */
  follow(): void {
    this.following = true;
    this.tidy();
    this.catalogue.on('swapped', this.onSwap);
    for (const folder of WATCHED) {
      const watcher = watch(join(this.dataFolder, folder), { persistent: false }, () => this.settle());
      watcher.on('error', (error) => this.log?.warn({ err: error }, 'data folder cannot be watched'));
      this.watchers.push(watcher);
    }
  }

  close(): void {
    this.catalogue.off('swapped', this.onSwap);
    for (const watcher of this.watchers.splice(0)) watcher.close();
    if (this.settling) clearTimeout(this.settling);
  }

  private settle(): void {
    if (this.settling) clearTimeout(this.settling);
    this.settling = setTimeout(() => {
      this.stale = true;
    }, SETTLE_MS);
    this.settling.unref();
  }

  /** Lets go of what compiling left behind, when the questions that waited for it are answered. */
  private tidy(): void {
    // Once to free it, once more for V8 to give the freed pages back.
    if (this.following) for (const times of [1, 2]) setTimeout(collectGarbage, times * TIDY_MS).unref();
  }

  private rebuild(): void {
    this.stale = false;
    const started = performance.now();
    try {
      this.engine = buildEngine(this.catalogue.current(), this.dataFolder);
      const { items, revision } = this.engine.snapshot;
      this.log?.info(
        { revision, items: items.length, ms: Math.round(performance.now() - started) },
        'engine compiled',
      );
      this.tidy();
    } catch (error) {
      this.log?.warn({ err: error }, 'engine not compiled, serving on with the one before');
    }
  }
}
