import { type Certain, foundAgain } from './certain.ts';
import type { Credential, Detected } from './finding.ts';
import type { Part } from './part.ts';

/** What a part of a text must know of the rest of it. */
export type Question =
  | 'names carto'
  | 'is of engine'
  | 'has audience'
  | 'has other audience'
  | 'has own server'
  | 'begins in docstring'
  | `to carto ${string}`
  | `to others ${string}`;

/** A text in parts, which answers their questions: each answer is worked out when the first of them asks. */
export class Whole {
  readonly #parts: readonly Part[];
  readonly #certain: Certain;
  readonly #answers = new Map<Question, boolean>();
  #sent: ReadonlySet<Question> | undefined;
  #inDocstring: ReadonlySet<Part> | undefined;
  #known: ReadonlyMap<string, Credential> | undefined;

  /** @param certain what was found in other texts */
  constructor(parts: readonly Part[], certain: Certain) {
    this.#parts = parts;
    this.#certain = certain;
  }

  /** What is found in one of its parts: by itself, and because the same credential is found elsewhere. */
  found(part: Part): readonly Detected[] {
    this.#known ??= new Map([
      ...Array.from(this.#certain, ([secret, kind]) => [secret, foundAgain(secret, kind)] as const),
      ...this.#parts
        .flatMap((each) => each.found(this))
        .filter((each) => each.kind === 'api-key' || each.kind === 'client-secret')
        .map((each) => [each.secret, each] as const),
    ]);
    const again = part.again(this.#known, this);
    return again.length === 0 ? part.found(this) : [...part.found(this), ...again];
  }

  /** Whether all of it was looked at. */
  get isComplete(): boolean {
    return this.#parts.every((part) => part.isComplete);
  }

  answer(question: Question, of: Part): boolean {
    if (question === 'begins in docstring') {
      this.#inDocstring ??= new Set(beginningInDocstring(this.#parts));
      return this.#inDocstring.has(of);
    }
    return question.startsWith('to ') ? this.#isSent(question) : this.#isSaid(question);
  }

  #isSent(question: Question): boolean {
    const isOfEngine = this.#isSaid('is of engine');
    this.#sent ??= new Set(this.#parts.flatMap((part) => part.sent(isOfEngine)));
    return this.#sent.has(question);
  }

  #isSaid(question: Question): boolean {
    let answer = this.#answers.get(question);
    if (answer === undefined) {
      answer = this.#parts.some((part) => part.says(question));
      this.#answers.set(question, answer);
    }
    return answer;
  }
}

/** The parts whose text begins behind an odd number of triple quotes. */
function* beginningInDocstring(parts: readonly Part[]): Generator<Part> {
  let isOdd = false;
  for (const part of parts) {
    const quotes = part.tripleQuotes;
    if (isOdd !== quotes.isOddBefore) yield part;
    isOdd = isOdd !== quotes.isOdd;
  }
}
