import type { Understood } from '../dialogue/find.js';
import type { Understanding } from '../language/frame.js';
import { Asked, type ReadTerms } from './asked.js';

/** What a message asks besides naming a matter, in the language of one engine. */
export function askedBy(language: Understanding, { intent, frame, text: standing }: Understood): Asked {
  const { text, words, terms } = frame;
  const readOnce: ReadTerms = (own) => language.termsOf(own);
  return new Asked({ intent, text, words, terms, standing }, termReader(language), readOnce);
}

const readers = new WeakMap<Understanding, ReadTerms>();
/** Texts whose terms are kept; most of them stand in the catalogue and come again. */
const MOST_READ = 20_000;

function termReader(language: Understanding): ReadTerms {
  const known = readers.get(language);
  if (known) return known;
  const terms = new Map<string, ReturnType<ReadTerms>>();
  const read: ReadTerms = (text) => {
    let own = terms.get(text);
    if (!own) {
      own = language.termsOf(text);
      if (terms.size >= MOST_READ) terms.clear();
      terms.set(text, own);
    }
    return own;
  };
  readers.set(language, read);
  return read;
}
