import { Brackets } from './brackets.ts';
import { type Marks, marksOf } from './marks.ts';
import { distance, lastUpTo } from './sorted.ts';
import { type Uses, usesOf } from './uses.ts';

/** A plain text with what detectors want to know of it, each worked out when the first of them asks. */
export class Source {
  readonly text: string;
  #marks: Marks | undefined;
  #brackets: Brackets | undefined;
  #uses: Uses | undefined;
  #quotes: readonly number[] | undefined;

  constructor(text: string) {
    this.text = text;
  }

  get brackets(): Brackets {
    this.#brackets ??= new Brackets(this.text);
    return this.#brackets;
  }

  /** What names are used for that hold a key. */
  get uses(): Uses {
    this.#uses ??= usesOf(this);
    return this.#uses;
  }

  /** Whether the text has to do with CARTO Engine at all. */
  get isOfEngine(): boolean {
    return this.#read().engine.length > 0;
  }

  /** Whether CARTO is named within so many characters, and no other vendor nearer. */
  isNearCarto(at: number, within: number): boolean {
    const { carto, vendors } = this.#read();
    const to = distance(carto, at);
    return to <= within && to <= distance(vendors, at);
  }

  /** The same of CARTO Engine. */
  isNearEngine(at: number, within: number): boolean {
    return distance(this.#read().engine, at) <= within && this.isNearCarto(at, within);
  }

  /** Whether another vendor is named within so many characters, and CARTO not nearer. */
  isNearOther(at: number, within: number): boolean {
    const { carto, vendors } = this.#read();
    const to = distance(vendors, at);
    return to <= within && to < distance(carto, at);
  }

  /** Whether a place is in a string of documentation, as Python has them: behind an odd number of triple quotes. */
  isInDocstring(at: number): boolean {
    this.#quotes ??= Array.from(this.text.matchAll(/"""|'''/g), ({ index }) => index);
    return lastUpTo(this.#quotes, at) % 2 === 0;
  }

  #read(): Marks {
    this.#marks ??= marksOf(this.text);
    return this.#marks;
  }
}
