import type { Span } from '../problem.ts';
import { Brackets } from './brackets.ts';
import { LIBRARY_CALL } from './libraries.ts';
import { candidates } from './long-run.ts';
import { type Marks, marksOf, vendorsIn } from './marks.ts';
import { isCartosPath } from './path.ts';
import { commandsIn, messagesIn } from './requests.ts';
import { distance, lastUpTo } from './sorted.ts';
import type { Question } from './whole.ts';

/** How far, in characters, CARTO's name in the path is from everything in the text: another vendor's in it may be nearer. */
const FROM_PATH = 100;

/** A plain text with what detectors want to know of it, each worked out when the first of them asks. */
export class Source {
  readonly text: string;
  /** Where the text stands, as far as that is known. */
  readonly path: string;
  /** Whether its path says that it is CARTO's. */
  readonly isCartosByPath: boolean;
  readonly #ask: (question: Question) => boolean;
  readonly #spend: (characters: number) => void;
  #marks: Marks | undefined;
  #vendors: readonly number[] | undefined;
  #brackets: Brackets | undefined;
  #calls: readonly RegExpExecArray[] | undefined;
  #quotes: readonly number[] | undefined;
  #candidates: readonly Span[] | undefined;
  #commands: readonly number[] | undefined;
  #messages: readonly number[] | undefined;
  /** The requests around places, as they were worked out: several detectors ask about the same. */
  readonly requests = new Map<number, Span | undefined>();

  /**
   * @param ask answers what depends on more than this text, where it is a part of one
   * @param spend bounds how much of it is read around places in it
   */
  constructor(
    text: string,
    ask: (question: Question) => boolean,
    spend: (characters: number) => void,
    path: string,
  ) {
    this.text = text;
    this.#ask = ask;
    this.#spend = spend;
    this.path = path;
    this.isCartosByPath = isCartosPath(path);
  }

  /** Takes note of characters that are about to be read around a place. @throws BudgetError where they are too many */
  spend(characters: number): void {
    this.#spend(characters);
  }

  get brackets(): Brackets {
    this.#brackets ??= new Brackets(this.text);
    return this.#brackets;
  }

  /** What is long enough for a credential, and may be one by its characters. */
  get candidates(): readonly Span[] {
    this.#candidates ??= candidates(this.text);
    return this.#candidates;
  }

  /** Where commands begin that make requests. */
  get commands(): readonly number[] {
    this.#commands ??= commandsIn(this.text);
    return this.#commands;
  }

  /** Where requests begin as `.http` files and logs have them, and the lines that part them. */
  get messages(): readonly number[] {
    this.#messages ??= messagesIn(this.text);
    return this.#messages;
  }

  /** The calls of client libraries. */
  get libraryCalls(): readonly RegExpExecArray[] {
    this.#calls ??= [...this.text.matchAll(LIBRARY_CALL)];
    return this.#calls;
  }

  /** Where CARTO is named. */
  get marks(): Marks {
    this.#marks ??= marksOf(this.text);
    return this.#marks;
  }

  /** Where strings of documentation begin and end, as Python has them. */
  get tripleQuotes(): readonly number[] {
    this.#quotes ??= Array.from(this.text.matchAll(/"""|'''/g), ({ index }) => index);
    return this.#quotes;
  }

  /** Whether the whole text has to do with CARTO Engine at all. */
  get isOfEngine(): boolean {
    return this.#ask('is of engine');
  }

  /** Whether CARTO's audience or token URL stands anywhere in the whole text. */
  get hasAudience(): boolean {
    return this.#ask('has audience');
  }

  /** The same of those of others. */
  get hasOtherAudience(): boolean {
    return this.#ask('has other audience');
  }

  /** Whether clients of the whole text are pointed at a server of one's own. */
  get hasOwnServer(): boolean {
    return this.#ask('has own server');
  }

  /** Whether a variable is sent as a key to CARTO anywhere in the whole text. */
  isSentToCarto(name: string): boolean {
    return this.#ask(`to carto ${name}`);
  }

  /** The same to others. */
  isSentToOthers(name: string): boolean {
    return this.#ask(`to others ${name}`);
  }

  /** Whether CARTO is named within so many characters, and no other vendor nearer. */
  isNearCarto(at: number, within: number): boolean {
    const to = this.#toCarto(at);
    return to <= within && to <= this.#toOther(at);
  }

  /** The same of CARTO Engine. */
  isNearEngine(at: number, within: number): boolean {
    return distance(this.marks.engine, at) <= within && this.isNearCarto(at, within);
  }

  /** Whether another vendor is named within so many characters, and CARTO not nearer. */
  isNearOther(at: number, within: number): boolean {
    const to = this.#toOther(at);
    return to <= within && to < this.#toCarto(at);
  }

  /** Whether a place is in a string of documentation: behind an odd number of triple quotes. */
  isInDocstring(at: number): boolean {
    const isOdd = lastUpTo(this.tripleQuotes, at) % 2 === 0;
    return isOdd !== this.#ask('begins in docstring');
  }

  #toCarto(at: number): number {
    const inText = distance(this.marks.carto, at);
    return this.isCartosByPath ? Math.min(inText, FROM_PATH) : inText;
  }

  /** How far another vendor's name in front of a place is. */
  #toOther(at: number): number {
    const last = this.#others[lastUpTo(this.#others, at)];
    return last === undefined ? Number.POSITIVE_INFINITY : at - last;
  }

  get #others(): readonly number[] {
    this.#vendors ??= vendorsIn(this.text, this.marks);
    return this.#vendors;
  }
}
