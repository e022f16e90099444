import { moved, type Span } from '../problem.ts';
import { type Certain, holdsCertain, NONE_CERTAIN } from './certain.ts';
import { findBesideComments, type Search } from './find.ts';
import type { Detected } from './finding.ts';
import { Fingerprints } from './fingerprint.ts';
import { Part } from './part.ts';
import { isCartosPath } from './path.ts';
import { mayHoldFindings } from './prefilter.ts';
import { Whole } from './whole.ts';

/** How large a part of a text is, in characters. */
const SIZE = 12_288;
/** How much around it is looked at: further than any pattern reaches, and longer than a credential. */
const MARGIN = 6144;

/** A part, and where it stands. */
interface Placed {
  readonly part: Part;
  /** Of the part itself. */
  readonly start: number;
  readonly end: number;
  /** Of the text that it was made of, with what is around it. */
  readonly from: number;
  readonly to: number;
}

/**
 * Finds what {@link findIn} finds in a text that is edited: of each version only the parts that have changed are looked at,
 * and those to which what has changed elsewhere makes a difference.
 */
export class Finder {
  readonly #path: string;
  readonly #allowance: number | undefined;
  /** Those of what is found. */
  readonly fingerprints = new Fingerprints();
  #parts: readonly Placed[] = [];
  #length = 0;

  /**
   * @param path where the text stands, as far as that is known
   * @param allowance see {@link Budget}: less is of use in tests
   */
  constructor(path = '', allowance?: number) {
    this.#path = path;
    this.#allowance = allowance;
  }

  /** @param certain what was found in other texts */
  find(text: string, certain: Certain = NONE_CERTAIN): readonly Detected[] {
    return this.search(text, certain).found;
  }

  /** The same, with whether all of the text was looked at: each of its parts has a budget of its own. */
  search(text: string, certain: Certain = NONE_CERTAIN): Search {
    const found = findBesideComments(text, (code) => this.#find(code, certain));
    return { found, isComplete: this.#parts.every(({ part }) => part.isComplete) };
  }

  #find(text: string, certain: Certain): readonly Detected[] {
    const mayHold =
      this.#parts.length > 0 ||
      isCartosPath(this.#path) ||
      mayHoldFindings(text) ||
      holdsCertain(certain)(text);
    this.#parts = mayHold ? this.#partsOf(text) : [];
    this.#length = text.length;
    const whole = new Whole(
      this.#parts.map(({ part }) => part),
      certain,
    );
    return this.#parts.flatMap(({ part, from }) => {
      const found = whole.found(part);
      return from === 0 ? found : found.map((each) => ({ ...each, span: moved(each.span, from) }));
    });
  }

  /** The parts of a text: those of the version before that begin and end it, and new ones between. */
  #partsOf(text: string): Placed[] {
    const before = this.#parts;
    const by = text.length - this.#length;
    const isAsBefore = ({ part, from, to }: Placed, by: number) =>
      // Only what begins or ends the text has less around it.
      (from === 0) === (from + by === 0) &&
      (to === this.#length) === (to + by === text.length) &&
      from + by >= 0 &&
      // Several times as quick as startsWith.
      text.slice(from + by, to + by) === part.text;
    let first = 0;
    while (first < before.length && isAsBefore(before[first] as Placed, 0)) first += 1;
    const start = before[first - 1]?.end ?? 0;
    let last = before.length;
    while (last > first && isAsBefore(before[last - 1] as Placed, by)) last -= 1;
    while (last < before.length && (before[last] as Placed).start + by < start) last += 1;
    const end = last < before.length ? (before[last] as Placed).start + by : text.length;
    return [
      ...before.slice(0, first),
      ...divided(
        text,
        start,
        end,
        (part, core) => new Part(part, core, this.#path, this.#allowance),
      ),
      ...before.slice(last).map((placed) => shifted(placed, by)),
    ];
  }
}

/** Makes a part of its text, and of where it stands in that without what is around it. */
type PartOf = (text: string, core: Span) => Part;

/** A stretch of a text in parts of nearly the same size. */
function divided(text: string, start: number, end: number, partOf: PartOf): Placed[] {
  const count = end > start ? Math.max(1, Math.round((end - start) / SIZE)) : 0;
  const border = (index: number) => start + Math.round(((end - start) * index) / count);
  return Array.from({ length: count }, (_, index) =>
    placed(text, border(index), border(index + 1), partOf),
  );
}

function placed(text: string, start: number, end: number, partOf: PartOf): Placed {
  const from = Math.max(0, start - MARGIN);
  const to = Math.min(text.length, end + MARGIN);
  const part = partOf(copied(text.slice(from, to)), { start: start - from, end: end - from });
  return { part, start, end, from, to };
}

/** A string of its own: a part of another keeps all of that in memory. */
function copied(part: string): string {
  return ` ${part}`.slice(1);
}

function shifted({ part, start, end, from, to }: Placed, by: number): Placed {
  return { part, start: start + by, end: end + by, from: from + by, to: to + by };
}
