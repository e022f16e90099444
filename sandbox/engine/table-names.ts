import { skip, type Token, wordAt } from './tokens.ts';

/** A table's name in SQL. */
export interface TableName {
  /** Undefined where only the table is named. */
  readonly schema?: string;
  readonly table: string;
  /** The token behind it. */
  readonly end: number;
}

/** The table that is named at a token; undefined where that is none, or a function. */
export function tableFrom(tokens: readonly Token[], at: number): TableName | undefined {
  const first = tokens[at];
  if (!first?.isName) return undefined;
  const second = tokens[at + 2];
  const isQualified = wordAt(tokens, at + 1) === '.' && second?.isName === true;
  const end = at + (isQualified ? 3 : 1);
  const next = wordAt(tokens, end);
  // A function's name, unless the columns of an INSERT follow.
  if (next === '(' && wordAt(tokens, at - 1) !== 'into') return undefined;
  return isQualified ? { schema: first.text, table: second.text, end } : { table: first.text, end };
}

/** The names in `WITH a AS (…), b (x) AS (…)`. */
export function cteNames(tokens: readonly Token[]): ReadonlySet<string> {
  const names = new Set<string>();
  /** Where the columns end that begin at a token: looked for once for all that begin in front of it. */
  let close = -1;
  for (const [at, token] of tokens.entries()) {
    if (!token.isName || !['with', 'recursive', ','].includes(wordAt(tokens, at - 1))) continue;
    let next = at + 1;
    if (wordAt(tokens, next) === '(') {
      if (close < next) close = next;
      while (close < tokens.length && wordAt(tokens, close) !== ')') close += 1;
      next = close + 1;
    }
    if (wordAt(tokens, next) !== 'as') continue;
    next = skip(tokens, skip(tokens, next + 1, 'not'), 'materialized');
    if (wordAt(tokens, next) === '(') names.add(token.text);
  }
  return names;
}
