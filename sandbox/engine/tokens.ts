/**
 * What a name or a word is, a quoted name, or any other character; comments, blanks and texts count for nothing. What is not closed
 * goes to the end, so that each character is read once.
 */
const TOKENS =
  /--[^\n]*|\/\*|\be'|\$\w*\$|'(?:[^']|'')*'?|"((?:[^"]|"")*)"?|([a-z_][\w$]*)|\d[\w.]*|[^\s]/giuy;
const BLANK = /\s*/y;
/** The rest of a text with escapes, `e'…'`. */
const ESCAPED = /(?:[^'\\]|\\[\s\S]|'')*'?/y;

export interface Token {
  /** In lower case, as PostgreSQL folds it, unless it was quoted. */
  readonly text: string;
  readonly isName: boolean;
  readonly isQuoted: boolean;
}

/** The words, names and characters of SQL. Linear in its length. */
export function tokensOf(sql: string): Token[] {
  const tokens: Token[] = [];
  for (let at = after(BLANK, sql, 0); at < sql.length; at = after(BLANK, sql, at)) {
    TOKENS.lastIndex = at;
    const [all = '', quoted, bare] = TOKENS.exec(sql) ?? [];
    at = TOKENS.lastIndex || sql.length;
    if (all.startsWith('--')) continue;
    if (all === '/*') {
      at = behind(sql, '*/', at);
      continue;
    }
    if (/^e'/i.test(all)) at = after(ESCAPED, sql, at);
    if (/^\$\w*\$$/.test(all)) at = behind(sql, all, at);
    tokens.push(
      quoted === undefined
        ? { text: (bare ?? all).toLowerCase(), isName: bare !== undefined, isQuoted: false }
        : { text: quoted.replaceAll('""', '"'), isName: true, isQuoted: true },
    );
  }
  return tokens;
}

function behind(text: string, end: string, from: number): number {
  const at = text.indexOf(end, from);
  return at === -1 ? text.length : at + end.length;
}

/** Where a sticky pattern's match ends that begins at an offset. */
function after(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  pattern.exec(text);
  return pattern.lastIndex;
}

/** A word or character, nothing where a quoted name stands: that is never a keyword. */
export function wordAt(tokens: readonly Token[], at: number): string {
  const token = tokens[at];
  return token && !token.isQuoted ? token.text : '';
}

/** Where it goes on behind a word that may be there. */
export function skip(tokens: readonly Token[], at: number, word: string): number {
  return wordAt(tokens, at) === word ? at + 1 : at;
}
