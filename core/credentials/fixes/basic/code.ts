import type { Span } from '../../../problem.ts';
import { lastUpTo } from '../../sorted.ts';
import { type Literal, type Syntax, tokens } from '../syntax.ts';
import { type Filled, type User, userOfVariable } from './user.ts';

/** How far a call goes to each side of a place in it, in characters. */
const REACH = 4000;
/** How many calls are looked at, from the inside out. */
const DEEPEST = 6;

/** Code of which calls, arguments and entries are known, as its brackets have them. */
export class Code {
  readonly text: string;
  /** The text with nothing but quotes for literals, and blanks for comments, as long as it is. */
  readonly #bare: string;
  /** By where they begin, those that hold others before them. */
  readonly #literals: readonly Literal[];
  readonly #starts: readonly number[];
  /** The index of the literal that each of them is in; -1 where it is in none. */
  readonly #parents: readonly number[];
  readonly #users = new Map<string, User | undefined>();

  constructor(text: string, syntax: Syntax, within: Span) {
    this.text = text;
    const literals: Literal[] = [];
    const parts: string[] = [];
    let at = 0;
    for (const token of [...tokens(text, syntax, within)].sort(
      (a, b) => a.start - b.start || b.end - a.end,
    )) {
      if (token.syntax) literals.push(token);
      if (token.start < at) continue;
      const { start, end } = token;
      parts.push(text.slice(at, start), (token.syntax ? '"' : ' ').repeat(end - start));
      at = end;
    }
    this.#bare = parts.join('') + text.slice(at);
    this.#literals = literals;
    this.#starts = literals.map(({ start }) => start);
    this.#parents = parentsOf(literals);
  }

  slice({ start, end }: Span): string {
    return this.text.slice(start, end);
  }

  /** The innermost literal that holds a stretch. */
  literalAt({ start, end }: Span): Literal | undefined {
    for (
      let index = lastUpTo(this.#starts, start);
      index !== -1;
      index = this.#parents[index] ?? -1
    ) {
      const literal = this.#literals[index];
      if (literal && literal.content.start <= start && end <= literal.content.end) return literal;
    }
    return undefined;
  }

  /** The literal that begins at a place. */
  literalFrom(start: number): Literal | undefined {
    const literal = this.#literals[lastUpTo(this.#starts, start)];
    return literal?.start === start ? literal : undefined;
  }

  /** The user whose address a variable is set to: of each variable the text is searched once. */
  userOfVariable(name: string, filled: Filled): User | undefined {
    const key = `${filled} ${name}`;
    if (!this.#users.has(key)) this.#users.set(key, userOfVariable(this.text, name, filled));
    return this.#users.get(key);
  }

  /** The innermost call of a function around a place, with its arguments. */
  callAround(
    at: number,
    functions: RegExp,
  ): { readonly name: string; readonly arguments: Span[] } | undefined {
    let inside = at;
    for (let depth = 0; depth < DEEPEST; depth += 1) {
      const open = this.#opening(inside);
      if (open === undefined) return undefined;
      const before = this.#bare.slice(Math.max(0, open - 60), open);
      const name = functions.exec(before)?.[0];
      if (this.#bare[open] === '(' && name !== undefined) {
        const all = this.items(open);
        return all && { name, arguments: all };
      }
      inside = open;
    }
    return undefined;
  }

  /** The bracket that is open at a place. */
  #opening(at: number): number | undefined {
    let depth = 0;
    for (let index = at - 1; index >= Math.max(0, at - REACH); index -= 1) {
      const character = this.#bare[index] ?? '';
      if (')]}'.includes(character)) depth += 1;
      else if ('([{'.includes(character) && depth-- === 0) return index;
    }
    return undefined;
  }

  /** What stands between a bracket and its end, by the commas. Undefined where it does not end. */
  items(open: number): Span[] | undefined {
    const items: Span[] = [];
    let [depth, from] = [0, open + 1];
    for (let index = open; index < open + 2 * REACH; index += 1) {
      const character = this.#bare[index];
      if (character === undefined) return undefined;
      if ('([{'.includes(character)) depth += 1;
      else if (')]}'.includes(character)) depth -= 1;
      if (depth === 0 || (depth === 1 && character === ',')) {
        const item = this.#trimmed({ start: from, end: index });
        if (item.start < item.end) items.push(item);
        from = index + 1;
      }
      if (depth === 0) return items;
    }
    return undefined;
  }

  #trimmed({ start, end }: Span): Span {
    const written = this.#bare.slice(start, end);
    const from = start + written.length - written.trimStart().length;
    return { start: from, end: Math.max(from, start + written.trimEnd().length) };
  }

  /** The entry of the object or dictionary that a place is the name in, with its value; undefined where it is in none. */
  entryAt(span: Span): { readonly entry: Span; readonly value: Span } | undefined {
    const open = this.#opening(span.start);
    if (open === undefined || this.text[open] !== '{') return undefined;
    const entry = this.items(open)?.find(
      ({ start, end }) => start <= span.start && span.end <= end,
    );
    if (!entry) return undefined;
    const [all, name = '', colon] = /^(["']?\w+["']?)(\s*:\s*)?/.exec(this.slice(entry)) ?? [];
    if (all === undefined || entry.start + name.length < span.end) return undefined;
    if (colon === undefined) {
      return all.length === entry.end - entry.start ? { entry, value: entry } : undefined;
    }
    return { entry, value: { start: entry.start + all.length, end: entry.end } };
  }

  /** The entries of an object that a stretch is, by their names; undefined where it is none. */
  entries({ start, end }: Span): Map<string, Span> | undefined {
    if (this.text[start] !== '{' || this.text[end - 1] !== '}') return undefined;
    const entries = (this.items(start) ?? []).map((item) => {
      const [all = '', name = ''] = /^["']?([\w.$]+)["']?\s*:?\s*/.exec(this.slice(item)) ?? [];
      return [name, { start: item.start + all.length, end: item.end }] as const;
    });
    return new Map(entries);
  }
}

/** The index of the literal that each is in, of literals by where they begin; -1 where it is in none. */
function parentsOf(literals: readonly Span[]): number[] {
  const open: number[] = [];
  return literals.map(({ start }, index) => {
    while ((literals[open.at(-1) ?? -1]?.end ?? Number.POSITIVE_INFINITY) <= start) open.pop();
    const parent = open.at(-1) ?? -1;
    open.push(index);
    return parent;
  });
}
