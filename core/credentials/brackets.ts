import type { Span } from '../problem.ts';
import { lastUpTo } from './sorted.ts';

/** The opening bracket of each bracket, by its code; 0 of what is none. */
const OPENERS = new Uint8Array(128);
for (const [opener = '', closer = ''] of ['()', '[]', '{}']) {
  OPENERS[opener.charCodeAt(0)] = opener.charCodeAt(0);
  OPENERS[closer.charCodeAt(0)] = opener.charCodeAt(0);
}

interface Pair {
  readonly start: number;
  /** Behind its end; the text's where it has none. */
  end: number;
  readonly parent: number;
}

/** The brackets of a text, whatever the language: those in literals and comments count as well, and one too many ends nothing. */
export class Brackets {
  readonly #pairs: Pair[] = [];
  readonly #starts: number[] = [];

  constructor(text: string) {
    const open: number[] = [];
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      const opener = OPENERS[code] ?? 0;
      if (opener === 0) continue;
      if (opener === code) {
        this.#starts.push(at);
        this.#pairs.push({ start: at, end: text.length, parent: open.at(-1) ?? -1 });
        open.push(this.#pairs.length - 1);
        continue;
      }
      const last = this.#pairs[open.at(-1) ?? -1];
      if (!last || text.charCodeAt(last.start) !== opener) continue;
      last.end = at + 1;
      open.pop();
    }
  }

  /** The pairs around a place that begin within so many characters, from the inside out. */
  *around(at: number, within: number): Generator<Span> {
    let index = lastUpTo(this.#starts, at - 1);
    for (let steps = 0; index !== -1 && steps < 64; steps += 1) {
      const pair = this.#pairs[index];
      if (!pair || pair.start < at - within) return;
      if (pair.end > at) yield pair;
      index = pair.parent;
    }
  }

  /** The pair that begins at a place. */
  at(start: number): Span | undefined {
    const pair = this.#pairs[lastUpTo(this.#starts, start)];
    return pair?.start === start ? pair : undefined;
  }
}
