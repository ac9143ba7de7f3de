import { z } from 'zod';
import type { AskResponse, Candidate, Section, ShownNotice } from '../../answer/response.js';
import type { SourceRef } from '../../catalogue/snapshot.js';
import { serializerOf } from '../json-schema.js';
import { section } from '../schemas/ask.js';
import { sourceView } from '../schemas/common.js';

const writeSources = serializerOf(z.array(sourceView));
const writeSections = serializerOf(z.array(section));

/** JSON of a list, by the list itself, for as long as the list lives. */
const kept = new WeakMap<object, Buffer>();

/** UTF-8 never takes more bytes for a UTF-16 unit. */
const MOST_BYTES_PER_UNIT = 3;

/**
 * The JSON of an answer as bytes, with the fields that `askResponse` declares and no others.
 *
 * Nine tenths of an answer are lists of sources and sections, which belong to the snapshot and to the book of
 * composed answers: the same objects in every answer that shows them, never changed. They are written once and
 * copied from then on; what differs between two questions is short.
 */
export function answerJson(answer: AskResponse): Buffer {
  const {
    sessionId,
    kind,
    intent,
    region,
    candidates,
    notices,
    reply,
    speech,
    sms,
    confidence,
    tookMs,
    topic,
    handOver,
    explanation,
  } = answer;
  const pieces = new Pieces();
  pieces.text(withoutEnd({ sessionId, kind, intent, region: region && named(region) }));
  pieces.text(',"candidates":[');
  let comma = '';
  for (const candidate of candidates) {
    addCandidate(pieces, candidate, comma);
    comma = ',';
  }
  pieces.text('],"answer":');
  if (answer.answer) {
    const { item, sections } = answer.answer;
    pieces.text(`{"item":${JSON.stringify({ id: item.id, name: item.name })},"sections":`);
    pieces.bytes(jsonOf(sections, writeSections));
    pieces.text('},');
  } else pieces.text('null,');
  const end = {
    notices: notices.map(plain),
    reply,
    speech,
    sms,
    confidence,
    tookMs,
    topic,
    handOver,
    explanation,
  };
  pieces.text(JSON.stringify(end).slice(1));
  return pieces.join();
}

function addCandidate(pieces: Pieces, candidate: Candidate, before: string): void {
  const { id, name, type, agency, region, score, confidence, sources } = candidate;
  pieces.text(before + withoutEnd({ id, name, type, agency, region: named(region), score, confidence }));
  pieces.text(',"sources":');
  pieces.bytes(jsonOf(sources, writeSources));
  pieces.text('}');
}

/** A notice, without whatever else the object may carry. */
function plain({ kind, label, text, source, url, region, from, until, line }: ShownNotice): ShownNotice {
  return { kind, label, text, source, url, region: region && named(region), from, until, line };
}

/** Leaves out whatever else the object may carry. */
function named({ code, name }: { code: string; name: string }): { code: string; name: string } {
  return { code, name };
}

/** JSON of an object, open for more fields. */
function withoutEnd(fields: object): string {
  return JSON.stringify(fields).slice(0, -1);
}

function jsonOf<T extends SourceRef | Section>(list: readonly T[], write: (list: unknown) => string): Buffer {
  let json = kept.get(list);
  if (!json) {
    json = Buffer.from(write(list));
    kept.set(list, json);
  }
  return json;
}

/** Text and bytes in turn, joined into one buffer without making one long text first. */
class Pieces {
  private readonly parts: (string | Buffer)[] = [];
  private room = 0;
  private last = '';

  text(text: string): void {
    this.last += text;
  }

  bytes(bytes: Buffer): void {
    this.flush();
    this.parts.push(bytes);
    this.room += bytes.length;
  }

  join(): Buffer {
    this.flush();
    const whole = Buffer.allocUnsafe(this.room);
    let at = 0;
    for (const part of this.parts)
      at += typeof part === 'string' ? whole.write(part, at) : part.copy(whole, at);
    return whole.subarray(0, at);
  }

  private flush(): void {
    if (this.last === '') return;
    this.parts.push(this.last);
    this.room += this.last.length * MOST_BYTES_PER_UNIT;
    this.last = '';
  }
}
