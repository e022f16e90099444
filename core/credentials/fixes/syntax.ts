import type { Span, TextEdit } from '../../problem.ts';

/** How a language writes comments and literals, as far as has to be known to put an expression into the place of one. */
export interface Syntax {
  /** Pattern of what is no code: comments, and what only looks like a literal. */
  readonly comments: string;
  /** In the order in which they are tried. */
  readonly literals: readonly LiteralSyntax[];
}

/** One of a language's ways to write a text. */
export interface LiteralSyntax {
  /** Pattern of what opens it: a prefix, and its quotes at the end. */
  readonly opens: string;
  /** Pattern of its end, where that is not the quotes that open it. */
  closes?(opened: string): string;
  /** What makes the next character an ordinary one; `doubled` where quotes are written twice. */
  readonly escape?: '\\' | '`' | 'doubled';
  readonly isMultiline?: true;
  /** What begins and ends code in it. */
  readonly hole?: readonly [string, string];
  /** How an expression takes the place of a part of it; left out where none can. */
  readonly part?: Part;
}

/** Puts an expression into the place of a part of a literal. Undefined where that cannot be done. */
export type Part = (within: {
  readonly text: string;
  readonly literal: Literal;
  /** The part: not all of the literal. */
  readonly span: Span;
  readonly expression: string;
}) => readonly TextEdit[] | undefined;

/** A literal in a text. Its span is that of all of it, prefix and quotes included. */
export interface Literal extends Span {
  readonly syntax: LiteralSyntax;
  /** What opens it. */
  readonly opened: string;
  /** What it holds. */
  readonly content: Span;
  /** Code in it. */
  readonly holes: readonly Span[];
}

/** A comment, or a literal. */
export type Token = Literal | (Span & { readonly syntax: undefined });

/** Nobody nests code in literals so deep. */
const DEEPEST = 60;
/** How much is read in vain of what begins like a literal, in characters, before the text is taken to be none of the language. */
const WASTE = 2_000_000;
/** How far a literal goes that ends with a word of its own, in characters. */
const LONGEST = 50_000;

/**
 * The comments and literals of a text that begin in front of a place; those in the code of a literal in front of it.
 * Nothing more where what a literal holds never ends. Linear in the text.
 */
export function* tokens(
  text: string,
  syntax: Syntax,
  { start, end }: Span = { start: 0, end: text.length },
): Generator<Token> {
  yield* new Reader(text, syntax, end).code(start, undefined, 0);
}

class Reader {
  readonly #text: string;
  readonly #literals: readonly LiteralSyntax[];
  readonly #end: number;
  readonly #next: RegExp;
  readonly #nextInHole: RegExp;
  readonly #ends = new Map<string, RegExp>();
  #isLost = false;
  #wasted = 0;

  constructor(text: string, { comments, literals }: Syntax, end: number) {
    this.#text = text;
    this.#literals = literals;
    this.#end = end;
    const named = literals.map(({ opens }, index) => `(?<l${index}>${opens})`);
    const all = [`(?<comment>${comments})`, ...named].join('|');
    this.#next = new RegExp(all, 'gm');
    this.#nextInHole = new RegExp(`${all}|[(){}]`, 'gm');
  }

  /** Reads code, up to its end or to what ends the hole of a literal. @returns where it ends */
  *code(start: number, hole: readonly [string, string] | undefined, depth: number) {
    const pattern = hole ? this.#nextInHole : this.#next;
    let [at, open] = [start, 1];
    while (!this.#isLost) {
      pattern.lastIndex = at;
      const match = pattern.exec(this.#text);
      if (!match || (depth === 0 && match.index >= this.#end)) break;
      const { groups = {}, index, 0: found } = match;
      at = index + found.length;
      if (groups['comment'] !== undefined) {
        yield { start: index, end: at, syntax: undefined };
        continue;
      }
      const which = this.#literals.findIndex((_, number) => groups[`l${number}`] !== undefined);
      const syntax = this.#literals[which];
      if (syntax) {
        at = yield* this.#literal(syntax, which, index, found, depth);
        continue;
      }
      if (hole?.[0].endsWith(found)) open += 1;
      else if (hole?.[1] === found) open -= 1;
      if (open === 0) return at;
    }
    // What ends nowhere tells nothing of what is behind it.
    if (hole) this.#isLost = true;
    return this.#text.length;
  }

  *#literal(
    syntax: LiteralSyntax,
    which: number,
    start: number,
    opened: string,
    depth: number,
  ): Generator<Token, number> {
    const from = start + opened.length;
    const pattern = this.#endOf(syntax, which, opened);
    const holes: Span[] = [];
    for (let at = from; ; ) {
      pattern.lastIndex = at;
      const match = pattern.exec(this.#text);
      if (!match || (syntax.closes && match.index > from + LONGEST)) {
        return this.#unclosed(from, match?.index ?? this.#text.length);
      }
      const { groups = {}, index, 0: found } = match;
      at = index + found.length;
      if (groups['close'] !== undefined) {
        yield { syntax, opened, start, end: at, content: { start: from, end: index }, holes };
        return at;
      }
      // A quote that is not closed on its line is none.
      if (groups['line'] !== undefined) return this.#unclosed(from, index);
      if (groups['hole'] === undefined || !syntax.hole) continue;
      if (depth === DEEPEST) this.#isLost = true;
      const end = yield* this.code(at, syntax.hole, depth + 1);
      if (this.#isLost) return this.#text.length;
      holes.push({ start: index, end });
      at = end;
    }
  }

  /** @returns where reading goes on behind what was no literal */
  #unclosed(from: number, read: number): number {
    this.#wasted += read - from;
    if (this.#wasted > WASTE) this.#isLost = true;
    return this.#isLost ? this.#text.length : from;
  }

  /** What counts in a literal: its end, escapes, and code. */
  #endOf(syntax: LiteralSyntax, which: number, opened: string): RegExp {
    const quotes = /(?<!["'`])["'`]+$/.exec(opened)?.[0] ?? '';
    const key = `${which} ${syntax.closes ? opened : quotes}`;
    const known = this.#ends.get(key);
    if (known) return known;
    const { hole, isMultiline } = syntax;
    const parts = [
      ...(syntax.escape === 'doubled' ? [quotes + quotes] : []),
      ...(syntax.escape === '\\' ? ['\\\\(?:\\r\\n|[\\s\\S])'] : []),
      ...(syntax.escape === '`' ? ['`[\\s\\S]'] : []),
      ...(hole ? [`(?<hole>${hole[0].replace(/[$#({]/g, '\\$&')})`] : []),
      `(?<close>${syntax.closes?.(opened) ?? quotes})`,
      ...(isMultiline ? [] : ['(?<line>\\n)']),
    ];
    const pattern = new RegExp(parts.join('|'), 'gm');
    this.#ends.set(key, pattern);
    return pattern;
  }
}

/** What a place is in: a literal, a comment, or code. */
export function around(text: string, { start, end }: Span, syntax: Syntax, from = 0) {
  let innermost: Literal | undefined;
  for (const token of tokens(text, syntax, { start: from, end })) {
    if (token.start > start || token.end < end) continue;
    if (!token.syntax) return 'comment';
    // Those in the code of another come first.
    innermost ??= token;
  }
  if (!innermost) return 'code';
  const { content, holes } = innermost;
  if (content.start > start || content.end < end) return 'code';
  return holes.some((hole) => hole.start <= start && end <= hole.end) ? 'code' : innermost;
}
