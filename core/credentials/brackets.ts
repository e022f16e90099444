import type { Span } from '../problem.ts';
import { lastUpTo } from './sorted.ts';

const CLOSES: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };
const BRACKET = /[()[\]{}]/g;

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
    for (const { index, 0: bracket } of text.matchAll(BRACKET)) {
      const opener = CLOSES[bracket];
      if (opener === undefined) {
        this.#starts.push(index);
        this.#pairs.push({ start: index, end: text.length, parent: open.at(-1) ?? -1 });
        open.push(this.#pairs.length - 1);
        continue;
      }
      const last = this.#pairs[open.at(-1) ?? -1];
      if (!last || text[last.start] !== opener) continue;
      last.end = index + 1;
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
