import { readJwtPart } from '../carto/jwt.ts';
import type { Span } from '../problem.ts';

/** A JWT in a text. */
export interface Jwt {
  readonly span: Span;
  readonly claims: Readonly<Record<string, unknown>>;
  readonly signature: string;
}

/** The beginning of every JWT: `{"` in base64url. */
const BEGINNING = 'eyJ';
const REST = /[\w-]{0,4000}\.([\w-]{16,8000})\.([\w-]{20,800})(?![\w-])/y;
const RUN = /[\w-]*/y;

/** Finds JWTs by decoding them: what is none only looks so. Each run of characters is looked at once, so that it is linear. */
export function* findJwts(text: string): Generator<Jwt> {
  let start = text.indexOf(BEGINNING);
  while (start !== -1) {
    REST.lastIndex = start;
    const [, payload = '', signature = ''] = REST.exec(text) ?? [];
    const end = REST.lastIndex;
    const claims = payload.startsWith(BEGINNING) ? readJwtPart(payload) : undefined;
    if (claims) yield { span: { start: headerStart(text, start, end), end }, claims, signature };
    RUN.lastIndex = start;
    RUN.exec(text);
    start = text.indexOf(BEGINNING, claims ? end : RUN.lastIndex);
  }
}

/** In how many places a header is looked for: each is decoded to its end, and a text may hold nothing but beginnings. */
const MOST_BEGINNINGS = 8;

/** Where the header begins: a word in front of it may end with what looks like the beginning of one. */
function headerStart(text: string, from: number, end: number): number {
  const dot = text.indexOf('.', from);
  let start = from;
  for (let tried = 0; tried < MOST_BEGINNINGS; tried += 1) {
    const header = readJwtPart(text.slice(start, dot));
    if (header && 'alg' in header) return start;
    start = text.indexOf(BEGINNING, start + 1);
    if (start === -1 || start >= dot || start >= end) break;
  }
  return from;
}
