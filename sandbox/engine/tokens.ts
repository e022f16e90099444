/** What a name or a word is, a quoted name, or any other character; comments, blanks and texts count for nothing. */
const TOKENS =
  /--[^\n]*|\/\*[\s\S]*?\*\/|\be'(?:[^'\\]|\\[\s\S]|'')*'|\$(\w*)\$[\s\S]*?\$\1\$|'(?:[^']|'')*'|"((?:[^"]|"")*)"|([a-z_][\w$]*)|\d[\w.]*|[^\s]/giu;

export interface Token {
  /** In lower case, as PostgreSQL folds it, unless it was quoted. */
  readonly text: string;
  readonly isName: boolean;
  readonly isQuoted: boolean;
}

/** The words, names and characters of SQL. */
export function tokensOf(sql: string): Token[] {
  return Array.from(sql.matchAll(TOKENS)).flatMap(([all, , quoted, bare]): Token[] => {
    if (/^(?:--|\/\*|\s)/.test(all)) return [];
    if (quoted !== undefined) {
      return [{ text: quoted.replaceAll('""', '"'), isName: true, isQuoted: true }];
    }
    return [{ text: (bare ?? all).toLowerCase(), isName: bare !== undefined, isQuoted: false }];
  });
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
