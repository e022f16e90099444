import type { Span } from '../problem.ts';
import { lineBefore } from './lines.ts';
import { lastUpTo } from './sorted.ts';

/**
 * A text as what reads it gets it: characters decoded that are escaped, percent-encoded or entities, and literals joined
 * that stand in pieces. Knows where in the source each stretch of it stands.
 */
export class PlainText {
  readonly text: string;
  readonly #stretches: Stretches;

  constructor(text: string, stretches: Stretches) {
    this.text = text;
    this.#stretches = stretches;
  }

  /** Where in the source a stretch of the plain text stands. */
  sourceOf({ start, end }: Span): Span {
    const first = this.#at(start);
    if (start === end) return { start: first.source, end: first.source };
    const last = this.#at(end - 1);
    return { start: first.source, end: last.source + last.width };
  }

  #at(offset: number): { readonly source: number; readonly width: number } {
    const { plain, source, width } = this.#stretches;
    const index = Math.max(0, lastUpTo(plain, offset));
    return {
      source: (source[index] ?? 0) + offset - (plain[index] ?? 0),
      width: width[index] ?? 1,
    };
  }
}

/** Stretches of a plain text: where each begins there and in the source. In columns, since a source map has a hundred thousand. */
interface Stretches {
  readonly plain: number[];
  readonly source: number[];
  /** How much of the source each of its characters is: more than 1 where it was one encoded character. */
  readonly width: number[];
}

/** One replacement on the way to the plain text. */
interface Seam extends Span {
  readonly text: string;
}

/** The plain text of a source. Linear in its length. */
export function plainText(source: string): PlainText {
  const others = [...joints(source), ...lists(source)].sort((a, b) => a.start - b.start);
  const writing = new Writing(source);
  let next = 0;
  for (const encoding of encodings(source)) {
    for (; (others[next]?.start ?? source.length) < encoding.start; next += 1) {
      writing.replace(others[next] as Seam);
    }
    writing.replace(encoding);
  }
  for (const other of others.slice(next)) writing.replace(other);
  return writing.done();
}

/** A text without stretches of it. */
export function without(source: string, stretches: readonly Span[]): PlainText {
  const writing = new Writing(source);
  for (const { start, end } of stretches) writing.replace({ start, end, text: '' });
  return writing.done();
}

/** A plain text that is being written, from its beginning to its end. */
class Writing {
  readonly #source: string;
  readonly #parts: string[] = [];
  readonly #stretches: Stretches = { plain: [0], source: [0], width: [1] };
  #from = 0;
  #length = 0;

  constructor(source: string) {
    this.#source = source;
  }

  /** Replaces the next stretch; one that begins in another is none. */
  replace({ start, end, text }: Seam): void {
    if (start < this.#from) return;
    this.#add(this.#source.slice(this.#from, start), this.#from, 1);
    if (text !== '') this.#add(text, start, end - start);
    this.#from = end;
  }

  done(): PlainText {
    if (this.#from === 0) return new PlainText(this.#source, this.#stretches);
    this.#add(this.#source.slice(this.#from), this.#from, 1);
    return new PlainText(this.#parts.join(''), this.#stretches);
  }

  #add(text: string, at: number, width: number): void {
    const { plain, source, width: widths } = this.#stretches;
    plain.push(this.#length);
    source.push(at);
    widths.push(width);
    this.#parts.push(text);
    this.#length += text.length;
  }
}

/** However often a text was put into a string of JSON, a URL or HTML: all of the backslashes, 25s and amps at once. */
const ENCODED =
  /\\{1,16}(?:n",\s{0,80}"|["'`/]|[nrt]|u00([0-9a-fA-F]{2})|x([0-9a-fA-F]{2})|\r?\n)|%(?:25){0,4}([2-7][0-9a-fA-F])|&(?:amp;){0,4}(?:(quot|apos|amp|lt|gt)|#0{0,4}(\d{2,3})|#x0{0,4}([0-9a-fA-F]{2}));/g;

const ENTITIES: Readonly<Record<string, string>> = {
  quot: '"',
  apos: "'",
  amp: '&',
  lt: '<',
  gt: '>',
};

function* encodings(source: string): Generator<Seam> {
  for (const match of source.matchAll(ENCODED)) {
    const [all, unicode, hex, percent, entity, decimal, hexEntity] = match;
    const code = unicode ?? hex ?? percent ?? hexEntity;
    let text: string;
    if (entity) text = ENTITIES[entity] ?? '';
    else if (decimal) text = String.fromCharCode(Number(decimal));
    else if (code) text = String.fromCharCode(Number.parseInt(code, 16));
    else text = unescaped(all.replace(/^\\+/, ''));
    yield { start: match.index, end: match.index + all.length, text };
  }
}

/** What stands behind a backslash. A line that ends with one goes on in the next. */
function unescaped(behind: string): string {
  if (behind.endsWith('\n')) return '';
  // A notebook keeps each line as a string of its own.
  if (behind.startsWith('n')) return '\n';
  // A part of a form ends its lines so.
  if (behind === 'r') return '\r';
  return behind === 't' ? ' ' : behind;
}

/**
 * The end of a literal and the beginning of the next, with an operator of any language's between them, or none where the
 * next is on a line of its own. The pieces of a credential touch both.
 */
const JOINT =
  /(?<=[\w.=&?:/%-])(["'`])[ \t]{0,80}(?:(?:\+|\.{1,2}|\|\||&|<>|~)[ \t]{0,80}(?:\r?\n[-+]?[ \t]{0,80})?|\r?\n[-+]?[ \t]{0,80}(?:\+|\.{1,2}|\|\||&|<>|~)[ \t]{0,80}|(\\?\r?\n[ \t]{0,80}))[fFrRuUbB@$]{0,2}(["'`])(?=[\w.=&?:/%-])|(?<=[\w.-]{8})(?:""|'')(?=[\w.-]{8})/g;

/** The rest of a literal that names what is behind it, as a key of YAML's, so that it is no piece of another. */
const NAME = /^[^"'`\n]{1,80}["'`]\s{0,3}:/;

function* joints(source: string): Generator<Seam> {
  for (const match of source.matchAll(JOINT)) {
    const [all, quote, line, next] = match;
    if (line !== undefined && quote !== next) continue;
    if (
      line !== undefined &&
      NAME.test(source.slice(match.index + all.length, match.index + all.length + 90))
    )
      continue;
    // What a diff removes is not joined to what it adds.
    if (/\n\+/.test(all) && lineBefore(source, match.index).startsWith('-')) continue;
    yield { start: match.index, end: match.index + all.length, text: '' };
  }
}

/** Literals in a list, or as arguments. */
const LIST =
  /[[({]\s{0,80}["'`][\w.=/+-]{0,1000}["'`](?:\s{0,80},\s{0,80}["'`][\w.=/+-]{0,1000}["'`]){1,60}\s{0,80},?\s{0,80}[\])}]/g;

/** How each language says that the literals of a list are joined, and with what: in front of the list, and behind it. */
const JOINS: readonly { readonly before?: RegExp; readonly behind?: RegExp }[] = [
  // ['a', 'b'].join(''), joined(separator: "")
  {
    behind:
      /^\s{0,80}\)?\s{0,80}\.\s{0,80}(?:join|joined)\s{0,80}\(?(?:separator:)?\s{0,9}(?:["'`](?<separator>.?)["'`])?/,
  },
  // ''.join(['a', 'b'])
  { before: /["'`](?<separator>\.?)["'`]\s{0,9}\.join\s{0,9}\(?\s{0,9}$/ },
  // implode('', ['a', 'b'])
  {
    before:
      /(?:implode|join)\s{0,9}\(\s{0,9}["'`](?<separator>\.?)["'`]\s{0,9},\s{0,9}(?:array)?\s{0,9}$/,
  },
  // strings.Join([]string{"a", "b"}, "")
  { before: /Join\(\[\]string$/, behind: /^\s{0,9},\s{0,9}["'`](?<separator>\.?)["'`]/ },
  // paste0("a", "b"), concat!("a", "b")
  { before: /(?:paste0|concat|CONCAT|Concat|strcat)!?\s{0,9}$/ },
];

/** Where what the literals are joined with is the first of them. */
const JOINS_BY_FIRST = /(?:String\.join|string\.Join)\s{0,9}$/;

function* lists(source: string): Generator<Seam> {
  for (const match of source.matchAll(LIST)) {
    const before = source.slice(Math.max(0, match.index - 60), match.index);
    const isByFirst = JOINS_BY_FIRST.test(before);
    const separator = isByFirst
      ? /["'`]([^"'`]*)/.exec(match[0])?.[1]
      : separatorOf(
          before,
          source.slice(match.index + match[0].length, match.index + match[0].length + 200),
        );
    if (separator === undefined) continue;
    const commas = [...match[0].matchAll(/["'`]\s*,\s*["'`]/g)].slice(isByFirst ? 1 : 0);
    for (const comma of commas) {
      const start = match.index + comma.index;
      yield { start, end: start + comma[0].length, text: separator };
    }
  }
}

/** What the literals of a list are joined with; undefined where they are not. */
function separatorOf(before: string, behind: string): string | undefined {
  for (const join of JOINS) {
    const [found, other] = [join.before?.exec(before), join.behind?.exec(behind)];
    if (found === null || other === null) continue;
    return other?.groups?.['separator'] ?? found?.groups?.['separator'] ?? '';
  }
  return undefined;
}
