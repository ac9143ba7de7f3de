import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ItemRecord } from '../../src/catalogue/snapshot.js';
import { projectPath } from '../../src/project-root.js';

/** Numbers that everybody in the country can call, and that a template may therefore name. */
const NATIONAL_NUMBERS = ['12345'];
const NUMBER = /[0-9]+(?:[.,:–-][0-9]+)*/g;
const ADDRESS = /[一-鿿]{2,}(?:路|街|大道|巷|段)[一-鿿]{0,4}[0-9]+号/g;
/** 今天周一，9:00–17:00开门: computed from stated hours, checked by the tests of daySentence. */
const DAY_SENTENCE = /按此时间，今天周.*$/gm;
/** A part of a line between marks is made of at most so many pieces: a template, a value, a template … */
const MOST_PIECES = 6;

/** Everything an answer about one matter may draw on. */
export class Evidence {
  private readonly text: string;
  private readonly numbers: ReadonlySet<string>;
  private readonly sound = new Map<string, string | null>();

  constructor(
    { name, type, implementations }: ItemRecord,
    places: readonly object[],
    regionNames: readonly string[],
    today: string,
    /** Words that somebody wrote about it; their numbers have to stand in the sources all the same. */
    written: readonly string[] = [],
  ) {
    const own = implementations.map(({ name, agency, elements, sources }) => [
      name,
      agency,
      elements,
      sources,
    ]);
    const stated = bare([...stringsOf([name, type, own, places]), ...regionNames].join('\n'));
    this.text = `${stated}\n${bare(written.join('\n'))}`;
    this.numbers = new Set([...numbersIn(stated), ...NATIONAL_NUMBERS, ...numbersIn(today)]);
  }

  /** @returns what of a line has no ground; null when all of it has. */
  faultOf(line: string): string | null {
    const known = this.sound.get(line);
    if (known !== undefined) return known;
    const fault = this.examine(line.replace(DAY_SENTENCE, ''));
    this.sound.set(line, fault);
    return fault;
  }

  private examine(line: string): string | null {
    const plain = bare(line.replace(/^[0-9]{1,2}\. /gm, ''));
    const number = numbersIn(plain).find((one) => !this.numbers.has(one));
    if (number) return `number ${number}`;
    const address = (plain.match(ADDRESS) ?? []).find((one) => !this.text.includes(one));
    if (address) return `address ${address}`;
    const foreign = plain.split(/[^一-鿿0-9A-Za-z]+/).find((part) => this.piecesOf(part) > MOST_PIECES);
    return foreign ? `words ${foreign}` : null;
  }

  /** In how many pieces a text stands in the evidence or in the program's own sentences. */
  private piecesOf(part: string): number {
    let pieces = 0;
    for (let from = 0; from < part.length; pieces++) {
      let length = part.length - from;
      while (length > 1 && !this.has(part.slice(from, from + length))) length--;
      from += length;
    }
    return pieces;
  }

  private has(words: string): boolean {
    return this.text.includes(words) || TEMPLATES.includes(words);
  }
}

const TEMPLATES = bare(
  [...filesBelow(projectPath('src', 'answer')), projectPath('src', 'places', 'counters.ts')]
    .flatMap((file) => readFileSync(file, 'utf8').match(/[一-鿿]+/g) ?? [])
    .join('\n'),
);

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** Every string and number of a value, each on a line of its own. */
function stringsOf(value: unknown): string[] {
  if (typeof value === 'string' || typeof value === 'number') return [String(value)];
  if (value === null || typeof value !== 'object') return [];
  return Object.values(value).flatMap(stringsOf);
}

/** Narrow digits and no blanks: page breaks leave blanks behind. */
function bare(text: string): string {
  return text.normalize('NFKC').replace(/[^\S\n]+/g, '');
}

/** Numbers as they stand; a date gives its year too. */
function numbersIn(text: string): string[] {
  return (text.match(NUMBER) ?? []).flatMap((number) =>
    /^[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?$/.test(number) ? [number, number.slice(0, 4)] : [number],
  );
}
