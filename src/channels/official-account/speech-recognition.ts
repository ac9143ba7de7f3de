import type { Media } from '../weixin/weixin-http.js';

/** Turns a voice message into text. */
export interface SpeechRecogniser {
  /** @returns the text, or null when nothing was understood. @throws when the service does not answer. */
  recognise(media: Media, format: string): Promise<string | null>;
}

const TIMEOUT_MS = 15_000;
const MOST_CHARACTERS = 2_000;

/**
 * A service of the operator's choice: it gets the recording as it came (`POST`, type of the medium, format in
 * `X-Audio-Format`) and answers `{ "text": "…" }`, or the text alone as `text/plain`.
 */
export class HttpSpeechRecogniser implements SpeechRecogniser {
  constructor(
    private readonly url: string,
    private readonly timeoutMs = TIMEOUT_MS,
  ) {}

  async recognise({ bytes, contentType }: Media, format: string): Promise<string | null> {
    const response = await fetch(this.url, {
      method: 'POST',
      headers: {
        'Content-Type': contentType,
        'X-Audio-Format': format.replace(/[^A-Za-z0-9]/g, '') || 'amr',
      },
      body: new Uint8Array(bytes),
      signal: AbortSignal.timeout(this.timeoutMs),
      redirect: 'error',
    });
    const body = await response.text();
    if (!response.ok) throw new Error(`speech recognition answered ${response.status}`);
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    const text = isJson ? (JSON.parse(body) as { text?: unknown }).text : body;
    if (typeof text !== 'string') return null;
    return text.trim().slice(0, MOST_CHARACTERS) || null;
  }
}
