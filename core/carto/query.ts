import type { Span } from '../problem.ts';

/** Why a query cannot be granted. */
export interface QueryFault {
  readonly kind:
    | 'only-comment'
    | 'unclosed'
    | 'unbalanced'
    | 'writes'
    | 'second-statement'
    | 'trailing-semicolon';
  /** The word or character to blame: offsets in the query. */
  readonly span: Span;
}

/** Words that begin a statement that reads. */
const READING = ['SELECT', 'WITH', 'FROM', 'VALUES', 'SHOW', 'DESCRIBE', 'DESC', 'EXPLAIN'];
/** Words that begin a statement that writes, defines, or is part of a script. */
const WRITING = [
  ...['INSERT', 'UPDATE', 'DELETE', 'MERGE', 'REPLACE', 'UPSERT', 'TRUNCATE', 'COPY', 'LOAD'],
  ...['EXPORT', 'UNLOAD', 'CREATE', 'ALTER', 'DROP', 'RENAME', 'COMMENT', 'GRANT', 'REVOKE'],
  ...['VACUUM', 'ANALYZE', 'OPTIMIZE', 'REFRESH', 'CALL', 'DO', 'EXECUTE', 'EXEC', 'BEGIN'],
  ...['START', 'COMMIT', 'ROLLBACK', 'SET', 'USE', 'DECLARE', 'LOCK'],
];
const READS = new Set(READING);
const STATEMENTS = new Set([...READING, ...WRITING]);

/** What counts for nothing between a statement's words. */
const COMMENT = String.raw`--[^\n]*|/\*[^*]*\*+(?:[^/*][^*]*\*+)*/`;
/** Inside a statement only BigQuery takes `#` for a comment; around it, there is nothing else that it can be. */
const HASH_COMMENT = '#[^\\n]*';
const BEFORE_STATEMENT = new RegExp(String.raw`(?:[\s(]|${COMMENT}|${HASH_COMMENT})*`, 'y');
const BETWEEN_STATEMENTS = new RegExp(String.raw`(?:[\s;]|${COMMENT}|${HASH_COMMENT})*`, 'y');
const GAP = new RegExp(String.raw`(?:\s|${COMMENT})*`, 'y');
/** How a word or a name begins. */
const NAME = /["`\p{L}_]/uy;
/** A word and, right behind it, what no name goes on with. */
const FIRST_WORD = /[a-z]+(?=[\s(*/"'`@:{[+]|--|-\d)/iy;

/** Whether a text begins as an SQL statement does. A table's name never does: it has a dot after its first word. */
export function opensStatement(text: string): boolean {
  const start = after(BEFORE_STATEMENT, text, 0);
  FIRST_WORD.lastIndex = start;
  const word = FIRST_WORD.exec(text)?.[0];
  if (word) return STATEMENTS.has(word.toUpperCase());
  // A comment and no more, or one that is not closed: no statement, but surely meant as one.
  return text.startsWith('/*', start) || (start === text.length && /--|\/\*|#/.test(text));
}

/**
 * The first thing that keeps a text from being one statement that reads, or undefined where it is one.
 * CARTO's warehouses write strings differently, and which one it is is not known here: a query passes where it is
 * right for one of them. Whether the warehouse itself takes it is not judged. Linear in the text.
 */
export function queryFault(sql: string): QueryFault | undefined {
  const standard = faultOf(sql, STANDARD);
  if (!standard) return undefined;
  const bigQuery = faultOf(sql, BIGQUERY);
  // With backticks or escapes it is meant for BigQuery or Databricks.
  return bigQuery && (/[`\\]/.test(sql) ? bigQuery : standard);
}

/**
 * Everything in a query that can matter; the rest is skipped. A quoted text or a comment is one match, whatever is in it. One that is
 * not closed goes to the end of the query, and the group of its end is empty. The last alternative are words that write inside a
 * statement that reads.
 */
function landmarks(...quoted: readonly string[]): RegExp {
  const comments = String.raw`--[^\n]*|/\*[^*]*(?:\*+[^/*][^*]*)*\**(/?)`;
  const words = String.raw`(?<![\w$.@:])(?:insert|update|delete|merge|into)(?![\w$.])`;
  return new RegExp([...quoted, comments, '[();]', words].join('|'), 'gi');
}

/** PostgreSQL, Redshift, Snowflake: a quote is doubled inside, text may stand between dollars. */
const STANDARD = landmarks(
  String.raw`'[^']*(?:''[^']*)*('?)|"[^"]*(?:""[^"]*)*("?)|\x60[^\x60]*(\x60?)`,
  String.raw`(\$(?:[a-z_]\w*)?\$)[\s\S]*?(\4|$)`,
);
/** BigQuery and Databricks: a quote is escaped inside, text may stand between three, `#` begins a comment. */
const BIGQUERY = landmarks(
  String.raw`'''[^'\\]*(?:(?:'{1,2}[^'\\]|'{0,2}\\[\s\S])[^'\\]*)*((?:''')?)`,
  String.raw`"""[^"\\]*(?:(?:"{1,2}[^"\\]|"{0,2}\\[\s\S])[^"\\]*)*((?:""")?)`,
  String.raw`'[^'\\]*(?:\\[\s\S][^'\\]*)*('?)|"[^"\\]*(?:\\[\s\S][^"\\]*)*("?)|\x60[^\x60]*(\x60?)`,
  HASH_COMMENT,
);

function faultOf(sql: string, pattern: RegExp): QueryFault | undefined {
  const begin = after(BEFORE_STATEMENT, sql, 0);
  if (begin === sql.length) return fault('only-comment', 0, sql.length);
  const first = wordAt(sql, begin).toUpperCase();
  if (sql.startsWith('/*', begin)) return fault('unclosed', begin, begin + 2);
  if (first === 'EXPLAIN' && /^\w+\s+ANALY[SZ]E\b/i.test(sql.slice(begin, begin + 100))) {
    // It runs the statement that it explains.
    return fault('writes', begin, begin + first.length);
  }
  if (!READS.has(first)) return fault('writes', begin, begin + first.length);

  const open: number[] = [];
  /** Where the parenthesis ends that has just been opened or closed. */
  let opened = -1;
  let closed = -1;
  for (const match of sql.matchAll(pattern)) {
    const { 0: text, index } = match;
    const end = index + text.length;
    switch (text) {
      case '(':
        open.push(index);
        opened = end;
        continue;
      case ')':
        if (open.pop() === undefined) return fault('unbalanced', index, end);
        closed = end;
        continue;
      case ';': {
        const inside = open.at(-1);
        if (inside !== undefined) return fault('unbalanced', inside, inside + 1);
        const next = after(BETWEEN_STATEMENTS, sql, index);
        return next === sql.length
          ? fault('trailing-semicolon', index, end)
          : fault('second-statement', next, next + Math.max(wordAt(sql, next).length, 1));
      }
    }
    if (match.slice(1).includes('')) return unclosed(text, index, pattern);
    if (!/^\w/.test(text)) continue;

    const isFirstInside = opened >= 0 && isBlank(sql, opened, index);
    const isAfterCtes = first === 'WITH' && closed >= 0 && isBlank(sql, closed, index);
    const writes =
      text.toUpperCase() === 'INTO'
        ? open.length === 0 // SELECT … INTO a new table
        : (isFirstInside || isAfterCtes) && goesOn(sql, end);
    if (writes) return fault('writes', index, end);
    opened = -1;
    closed = -1;
  }
  const last = open.at(-1);
  return last === undefined ? undefined : fault('unbalanced', last, last + 1);
}

/** A statement goes on with a word or a name, which a function or a column of the same name does not. */
function goesOn(sql: string, end: number): boolean {
  const next = after(GAP, sql, end);
  NAME.lastIndex = next;
  return next > end && NAME.test(sql);
}

/** What begins at a place and is not closed. Of doubled quotes it is the last that begins a text: those before it may be pairs. */
function unclosed(text: string, at: number, pattern: RegExp): QueryFault {
  const isDoubled = pattern === STANDARD && /^['"]/.test(text);
  const start = at + (isDoubled ? text.lastIndexOf(text[0] ?? '') : 0);
  const length = isDoubled ? 1 : (OPENING.exec(text)?.[0].length ?? 1);
  return fault('unclosed', start, start + length);
}

const OPENING = /^(?:'''|"""|\/\*|\$\w*\$)/;

function isBlank(sql: string, start: number, end: number): boolean {
  return after(BEFORE_STATEMENT, sql, start) === end;
}

function wordAt(sql: string, at: number): string {
  return /^\w+/.exec(sql.slice(at, at + 100))?.[0] ?? '';
}

/** Where a sticky pattern's match ends that begins at an offset. */
function after(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  pattern.exec(text);
  return pattern.lastIndex;
}

function fault(kind: QueryFault['kind'], start: number, end: number): QueryFault {
  return { kind, span: { start, end } };
}
