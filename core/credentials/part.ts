import type { Span } from '../problem.ts';
import { Budget, BudgetError } from './budget.ts';
import { findApiKeys } from './detectors/api-key.ts';
import { findBasicHeaders } from './detectors/basic-header.ts';
import { findClientCalls, ownServers } from './detectors/client-call.ts';
import { CARTOS_AUDIENCE, findClientSecrets, OTHER_AUDIENCE } from './detectors/client-secret.ts';
import { findSentKeys } from './detectors/request.ts';
import { findTokens } from './detectors/tokens.ts';
import type { Credential, Detected } from './finding.ts';
import { type PlainText, plainText } from './plain-text.ts';
import { mayNameCarto } from './prefilter.ts';
import { Source } from './source.ts';
import { usesOf } from './uses.ts';
import type { Question, Whole } from './whole.ts';

/**
 * What is found by CARTO's name beside it. A new detector is a file in detectors/ and a line here. Where two find the same,
 * the first one's finding stays: it knows more of it.
 */
const DETECTORS: readonly ((source: Source) => Iterable<Detected>)[] = [
  findClientSecrets,
  findBasicHeaders,
  findClientCalls,
  findApiKeys,
  findSentKeys,
];

/**
 * A part of a text, or the whole of it, with as much around it as patterns look at. What is found in it is kept, until the
 * rest of the text answers a question otherwise that was asked.
 */
export class Part {
  readonly text: string;
  /** The part itself, without what is around it. */
  readonly #core: Span;
  readonly #plain: PlainText;
  readonly #source: Source;
  readonly #said = new Map<Question, boolean>();
  readonly #asked = new Map<Question, boolean>();
  #whole: Whole | undefined;
  #sent: { readonly isOfEngine: boolean; readonly names: readonly Question[] } | undefined;
  #found: readonly Detected[] | undefined;
  readonly #allowance: number | undefined;
  #budget: Budget;
  /** Whether the budget was enough for all that is found in it, and for all that is sent. */
  readonly #isComplete = { found: true, sent: true };

  /**
   * @param path where the text stands, as far as that is known
   * @param allowance see {@link Budget}
   */
  constructor(text: string, core: Span, path: string, allowance?: number) {
    this.text = text;
    this.#core = core;
    this.#allowance = allowance;
    this.#budget = new Budget(text.length, allowance);
    this.#plain = plainText(text);
    const ask = (question: Question) => this.#ask(question);
    const spend = (characters: number) => this.#budget.spend(characters);
    this.#source = new Source(this.#plain.text, ask, spend, path);
  }

  /** Everything in it that has to do with CARTO's credentials, each once where it stands. */
  found(whole: Whole): readonly Detected[] {
    this.#whole = whole;
    const isAsBefore = [...this.#asked].every(([asked, was]) => whole.answer(asked, this) === was);
    if (!this.#found || !isAsBefore) {
      this.#asked.clear();
      this.#found = this.#find(this.#ask('names carto'));
    }
    return this.#found;
  }

  /** Whether all of it was looked at, as far as it was asked. */
  get isComplete(): boolean {
    return this.#isComplete.found && this.#isComplete.sent;
  }

  /**
   * Where credentials stand in it once more that are known from another place in the text, whatever is around them.
   *
   * @param known by the credential itself
   */
  again(known: ReadonlyMap<string, Credential>, whole: Whole): readonly Credential[] {
    if (known.size === 0) return [];
    const starts = new Set(this.found(whole).map(({ span }) => span.start));
    const lengths = new Set(Array.from(known.keys(), ({ length }) => length));
    const again: Credential[] = [];
    for (const candidate of this.#source.candidates) {
      if (!lengths.has(candidate.end - candidate.start)) continue;
      const first = known.get(this.#plain.text.slice(candidate.start, candidate.end));
      if (!first || !this.#isInCore(candidate.start)) continue;
      const span = this.#plain.sourceOf(candidate);
      if (!starts.has(span.start)) again.push({ ...first, span });
    }
    return again;
  }

  /** What it answers to a question that one part decides. */
  says(question: Question): boolean {
    let answer = this.#said.get(question);
    if (answer === undefined) {
      answer = this.#answer(question);
      this.#said.set(question, answer);
    }
    return answer;
  }

  /** The variables that are sent as a key, as answers. */
  sent(isOfEngine: boolean): readonly Question[] {
    if (this.#sent?.isOfEngine !== isOfEngine) {
      const names: Question[] = [];
      this.#withinBudget('sent', () => {
        for (const { at, name, isCartos } of usesOf(this.#source, isOfEngine)) {
          if (this.#isInCore(at)) names.push(`to ${isCartos ? 'carto' : 'others'} ${name}`);
        }
      });
      this.#sent = { isOfEngine, names };
    }
    return this.#sent.names;
  }

  /** Whether there is an odd number of triple quotes in it, and in what is in front of it. */
  get tripleQuotes(): { readonly isOdd: boolean; readonly isOddBefore: boolean } {
    const all = this.#source.tripleQuotes;
    const own = all.filter((at) => this.#isInCore(at)).length;
    const before = all.filter((at) => this.#sourceOf(at) < this.#core.start).length;
    return { isOdd: own % 2 !== 0, isOddBefore: before % 2 !== 0 };
  }

  #answer(question: Question): boolean {
    const { text, isCartosByPath } = this.#source;
    const hasOne = (pattern: RegExp) =>
      [...text.matchAll(pattern)].some(({ index }) => this.#isInCore(index));
    switch (question) {
      case 'names carto':
        return isCartosByPath || mayNameCarto(text);
      case 'is of engine':
        return isCartosByPath || this.#source.marks.engine.some((at) => this.#isInCore(at));
      case 'has audience':
        return hasOne(CARTOS_AUDIENCE);
      case 'has own server':
        return ownServers(text).some((at) => this.#isInCore(at));
      case 'has other audience':
        return hasOne(OTHER_AUDIENCE);
      default:
        return false;
    }
  }

  #ask(question: Question): boolean {
    const answer = this.#whole?.answer(question, this) ?? false;
    this.#asked.set(question, answer);
    return answer;
  }

  #find(namesCarto: boolean): Detected[] {
    const found: Detected[] = [];
    const starts = new Map<Detected['kind'], Set<number>>();
    const add = (finding: Detected) => {
      const { kind, span } = finding;
      if (span.start < this.#core.start || span.start >= this.#core.end) return;
      const ofKind = starts.get(kind) ?? new Set();
      starts.set(kind, ofKind);
      if (ofKind.has(span.start)) return;
      ofKind.add(span.start);
      found.push(finding);
    };
    const spend = (characters: number) => this.#source.spend(characters);
    this.#withinBudget('found', () => {
      // A token is one as it stands, too: what is in front of it may only look like an escape.
      for (const token of findTokens(this.text, spend)) add(token);
      const addPlain = (finding: Detected) =>
        add({ ...finding, span: this.#plain.sourceOf(finding.span) });
      if (this.#plain.text !== this.text) {
        for (const token of findTokens(this.#plain.text, spend)) addPlain(token);
      }
      if (namesCarto) {
        for (const detector of DETECTORS) {
          for (const finding of detector(this.#source)) addPlain(finding);
        }
      }
    });
    return found;
  }

  /** Does as much of some work as the budget of this text allows. */
  #withinBudget(what: 'found' | 'sent', work: () => void): void {
    this.#budget = new Budget(this.text.length, this.#allowance);
    this.#isComplete[what] = true;
    try {
      work();
    } catch (error) {
      if (!(error instanceof BudgetError)) throw error;
      this.#isComplete[what] = false;
    }
  }

  #isInCore(plain: number): boolean {
    const at = this.#sourceOf(plain);
    return at >= this.#core.start && at < this.#core.end;
  }

  #sourceOf(plain: number): number {
    return this.#plain.sourceOf({ start: plain, end: plain }).start;
  }
}
