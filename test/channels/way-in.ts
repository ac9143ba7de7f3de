import type { Wenban } from '../../src/wenban.js';

/** A channel as somebody uses it. */
export interface WayIn {
  /** Somebody nobody knows asks one question. @returns the text as it is read there. */
  ask(question: string): Promise<string>;
  close(): Promise<void>;
}

/** Opens a channel on a catalogue that is open already. */
export type OpenWayIn = (wenban: Wenban) => Promise<WayIn>;

/** What a channel may add to a reply without changing what it says: links around words, and a way to what is left out. */
export function withoutTrimmings(text: string): string {
  return text
    .replace(/<a [^>]*>([^<]*)<\/a>/g, '$1')
    .replaceAll('＜', '<')
    .split('\n')
    .filter((line) => !/余下内容/.test(line))
    .join('\n')
    .trim();
}
