import type { Span } from '../problem.ts';
import { lastUpTo } from './sorted.ts';

/** The opening bracket of each bracket, by its code; 0 of what is none. */
const OPENERS = new Uint8Array(128);
for (const [opener = '', closer = ''] of ['()', '[]', '{}']) {
  OPENERS[opener.charCodeAt(0)] = opener.charCodeAt(0);
  OPENERS[closer.charCodeAt(0)] = opener.charCodeAt(0);
}

/** The brackets of a text, whatever the language: those in literals and comments count as well, and one too many ends nothing. */
export class Brackets {
  // In columns: a text has tens of thousands of pairs.
  readonly #starts: number[] = [];
  /** Behind the end of each; the text's where it has none. */
  readonly #ends: number[] = [];
  /** The pair that each is in, by its index; -1 where it is in none. */
  readonly #parents: number[] = [];

  constructor(text: string) {
    let open = -1;
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      const opener = code < OPENERS.length ? OPENERS[code] : 0;
      if (opener === 0) continue;
      if (opener === code) {
        this.#parents.push(open);
        this.#ends.push(text.length);
        open = this.#starts.push(at) - 1;
      } else if (open !== -1 && text.charCodeAt(this.#starts[open] ?? 0) === opener) {
        this.#ends[open] = at + 1;
        open = this.#parents[open] ?? -1;
      }
    }
  }

  /** The pairs around a place that begin within so many characters, from the inside out. */
  *around(at: number, within: number): Generator<Span> {
    let index = lastUpTo(this.#starts, at - 1);
    for (let steps = 0; index !== -1 && steps < 64; steps += 1) {
      const pair = this.#pair(index);
      if (pair.start < at - within) return;
      if (pair.end > at) yield pair;
      index = this.#parents[index] ?? -1;
    }
  }

  /** The pair that begins at a place. */
  at(start: number): Span | undefined {
    const index = lastUpTo(this.#starts, start);
    return this.#starts[index] === start ? this.#pair(index) : undefined;
  }

  #pair(index: number): Span {
    return { start: this.#starts[index] ?? 0, end: this.#ends[index] ?? 0 };
  }
}
