import { existsSync, type FSWatcher, watch } from 'node:fs';
import { join } from 'node:path';
import type { Catalogue } from '../catalogue/catalogue.js';
import { collectGarbage } from '../collect-garbage.js';
import { buildEngine, buildEngineBetween, type Engine } from './engine.js';
import type { KeptTexts } from './kept-texts.js';
import { loadTools, type Tools } from './tools.js';

/** Folders of the data folder whose files take effect without a restart: those that `loadTools` reads. */
const WATCHED = ['lexicon', 'model', 'not-ours'];
/** An editor writes a file in several steps; they count as one change. */
const SETTLE_MS = 200;
const TIDY_MS = 2_000;

interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

/**
 * The engine in force, compiled when it is first asked for. A new revision is compiled between the questions that come in
 * meanwhile; a word added to the lexicon is in the answer to the next question. A broken lexicon is reported and the
 * engine before it serves on.
 */
export class LiveEngine {
  private engine: Engine | null = null;
  private tools: Tools | null = null;
  private compiling: Promise<void> | null = null;
  private readonly watchers: FSWatcher[] = [];
  private settling: NodeJS.Timeout | null = null;
  private stale = false;
  private following = false;
  private readonly onSwap = (): void => {
    this.compiling ??= this.catchUp().finally(() => {
      this.compiling = null;
    });
  };

  constructor(
    private readonly catalogue: Catalogue,
    private readonly dataFolder: string,
    private readonly log?: Log,
    private readonly kept?: KeptTexts,
  ) {}

  /** @returns the engine for the next question; a change of lexicon, models or topics is in it. */
  current(): Engine {
    if (!this.engine) return this.compileFirst();
    if (this.stale) this.compileAnew();
    return this.engine;
  }

  /** Waits until the last revision that was swapped in is answered from. */
  async settled(): Promise<void> {
    await this.compiling;
  }

  /** Compiles at once, and follows the catalogue and the files until `close()`. */
  follow(): void {
    this.following = true;
    this.current();
    this.tidy();
    this.catalogue.on('swapped', this.onSwap);
    for (const folder of WATCHED.map((name) => join(this.dataFolder, name))) {
      if (!existsSync(folder)) continue;
      const watcher = watch(folder, { persistent: false }, () => this.settle());
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

  private compileFirst(): Engine {
    this.tools = loadTools(this.dataFolder);
    this.engine = buildEngine(this.catalogue.current(), this.tools, this.kept);
    return this.engine;
  }

  /** The data folder has changed. */
  private compileAnew(): void {
    this.stale = false;
    const started = performance.now();
    try {
      const tools = loadTools(this.dataFolder);
      this.engine = buildEngine(this.catalogue.current(), tools, this.kept);
      this.tools = tools;
      this.report(started);
    } catch (error) {
      this.log?.warn({ err: error }, 'engine not compiled, serving on with the one before');
    }
  }

  private async catchUp(): Promise<void> {
    try {
      while (this.tools && this.engine?.snapshot !== this.catalogue.current()) {
        const { tools } = this;
        const started = performance.now();
        const engine = await buildEngineBetween(this.catalogue.current(), tools);
        // Meanwhile a change of the files may have brought a newer engine.
        if (tools !== this.tools) continue;
        this.engine = engine;
        this.report(started);
      }
    } catch (error) {
      this.log?.warn({ err: error }, 'engine not compiled, serving on with the one before');
    }
  }

  private report(started: number): void {
    const { items, revision } = (this.engine as Engine).snapshot;
    const ms = Math.round(performance.now() - started);
    this.log?.info({ revision, items: items.length, ms }, 'engine compiled');
    this.tidy();
  }
}
