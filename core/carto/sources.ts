import { english, type Phrase, phrase } from '../phrase.ts';
import { opensStatement } from './query.ts';

/** What a grant's `source` can be. Source: CARTO, "API Access Tokens", Grants. */
export type SourceKind = 'table' | 'query' | 'all-sources';

/** What each kind is called in messages, with its article. */
export const SOURCE_KIND_PHRASES: Readonly<Record<SourceKind, Phrase>> = {
  table: phrase('a table or tileset'),
  query: phrase('a query'),
  'all-sources': phrase('all sources'),
};

/** The same in English, for the rules. */
export const SOURCE_KIND_NAMES: Readonly<Record<SourceKind, string>> = {
  table: english(SOURCE_KIND_PHRASES.table),
  query: english(SOURCE_KIND_PHRASES.query),
  'all-sources': english(SOURCE_KIND_PHRASES['all-sources']),
};

/** A table or tileset by its fully qualified name, or all that begin so. */
export interface Table {
  readonly kind: 'table';
  /** The parts of the name without quotes. A wildcard's last part is what stands before the `*`, maybe nothing. */
  readonly parts: readonly string[];
  readonly isWildcard: boolean;
  /** The quotes the name is written with: BigQuery's, the other warehouses', or none. */
  readonly quote: '`' | '"' | '';
  /** The name as it is written, without blanks around it. */
  readonly written: string;
}

/** A grant's `source`, read. */
export type Source =
  | Table
  | { readonly kind: 'query'; readonly sql: string }
  | { readonly kind: 'all-sources' }
  | {
      readonly kind: 'invalid';
      /** What is wrong with it, as a sentence without its full stop. */
      readonly says: string;
    };

/** No warehouse has longer names: three parts of at most 1,024 characters. */
const LONGEST_NAME = 4096;

/** A full name without quotes and wildcard. */
const PLAIN_TABLE = /^[\w-]{1,1024}\.[\w-]{1,1024}(?:\.[\w-]{1,1024})?$/;

/** A part of a name: bare, in BigQuery's backticks, or in the double quotes of the others (doubled inside). */
const PART = /([^\s.`"'(),;*{}@/\\?&=<>|[\]]+)|`([^`]*)`|"((?:[^"]|"")*)"/y;

/** Reads a grant's `source`. Never throws. */
export function parseSource(source: string): Source {
  const text = source.trim();
  // Most are of the plainest kind, and need no closer look.
  if (PLAIN_TABLE.test(text)) {
    return { kind: 'table', parts: text.split('.'), isWildcard: false, quote: '', written: text };
  }
  if (text === '*') return { kind: 'all-sources' };
  if (opensStatement(text)) return { kind: 'query', sql: text };
  return parseTable(text);
}

/** One text for sources that are the same: how a table's name is quoted makes no difference. */
export function normalSource(source: Source): string {
  switch (source.kind) {
    case 'all-sources':
      return '*';
    case 'query':
      return source.sql;
    case 'table':
      // Most stand there as they are.
      return source.quote === '' ? source.written : unquoted(source);
    case 'invalid':
      return '';
  }
}

function unquoted({ parts, isWildcard, quote }: Table): string {
  // A part in double quotes may hold a dot, and is then no two parts.
  const holdsDots = quote === '"' && parts.some((part) => part.includes('.'));
  return parts.join(holdsDots ? '\0' : '.') + (isWildcard ? '*' : '');
}

function parseTable(text: string): Source {
  if (text === '') return invalid('it is empty');
  if (text.length > LONGEST_NAME)
    return invalid('it is neither a query nor a name: no table has one as long');

  const parts: string[] = [];
  let quote: Table['quote'] = '';
  let isWildcard = false;
  for (let at = 0; ; at += 1) {
    if (text[at] === '*') {
      parts.push('');
      isWildcard = true;
      at += 1;
    } else {
      PART.lastIndex = at;
      const match = PART.exec(text);
      if (!match) return invalid(whatIsWrong(text, at));
      const [all, bare, inBackticks, inQuotes] = match;
      at += all.length;
      if (bare !== undefined) {
        parts.push(bare);
        isWildcard = text[at] === '*';
        if (isWildcard) at += 1;
      } else if (inBackticks !== undefined) {
        // BigQuery takes a path as a whole in backticks, and each part of it.
        quote = '`';
        isWildcard = inBackticks.endsWith('*');
        parts.push(...(isWildcard ? inBackticks.slice(0, -1) : inBackticks).split('.'));
      } else if (inQuotes !== undefined) {
        quote = '"';
        parts.push(inQuotes.replaceAll('""', '"'));
      }
    }
    if (at === text.length) break;
    if (isWildcard) return invalid('a wildcard * may only be the end of a name');
    if (text[at] !== '.') return invalid(whatIsWrong(text, at));
  }
  return qualified({ kind: 'table', parts: joinDomain(parts), isWildcard, quote, written: text });
}

/** BigQuery's oldest projects belong to a domain, whose dots are none of the name's: `example.com:project`. */
function joinDomain(parts: readonly string[]): readonly string[] {
  const end = parts.findIndex((part) => part.includes(':'));
  return end > 0 ? [parts.slice(0, end + 1).join('.'), ...parts.slice(end + 1)] : parts;
}

function qualified(table: Table): Source {
  const { parts, isWildcard } = table;
  const named = isWildcard ? parts.slice(0, -1) : parts;
  if (parts.some((part) => part.includes('*')))
    return invalid('a wildcard * may only be the end of a name');
  if (named.some((part) => part.trim() === '')) return invalid('a part of the name is empty');
  if (isWildcard && named.length < 2) {
    return invalid('before a wildcard at least two parts are needed, as in project.dataset.*');
  }
  if (parts.length < 2) {
    return invalid(
      'a table has to be named in full: project.dataset.table, database.schema.table or schema.table',
    );
  }
  if (parts.length > 3)
    return invalid(`a table's name has two or three parts, not ${parts.length}`);
  return table;
}

function whatIsWrong(text: string, at: number): string {
  const character = text[at];
  if (character === undefined || character === '.') return 'a part of the name is empty';
  if (character === '`' || character === '"')
    return `a quote ${character} is not closed or out of place`;
  if (/\s/.test(character)) {
    return 'it is neither a name (a blank stands in it unquoted) nor a query (which begins with SELECT or WITH)';
  }
  PART.lastIndex = at;
  if (PART.test(text)) return 'a dot is missing between two parts of the name';
  return `a name cannot hold "${character}" unquoted`;
}

function invalid(says: string): Source {
  return { kind: 'invalid', says };
}

/** A name that every warehouse takes without quotes. */
const PLAIN = /^[a-z_][a-z0-9_]*$/i;

/**
 * The query that reads a table whole, quoted as its warehouse wants it: as the name is, else in BigQuery's
 * backticks where only it has such names, else in double quotes where they are needed.
 * Undefined for a wildcard that is not BigQuery's: no other warehouse can query one; and for a name that BigQuery
 * cannot have.
 */
export function selectAll(
  { parts, isWildcard, quote, written }: Table,
  isBigQuery: boolean,
): string | undefined {
  const [project = ''] = parts;
  // No other warehouse has hyphens in unquoted names.
  const inBackticks = isBigQuery || quote === '`' || (quote === '' && /[-:]/.test(project));
  if (inBackticks) {
    const path = parts.join('.') + (isWildcard ? '*' : '');
    // No name of its can hold one.
    return path.includes('`') ? undefined : `SELECT * FROM \`${path}\``;
  }
  if (isWildcard) return undefined;
  // What is quoted in part is so for a reason: in most warehouses quotes make the case of letters count.
  return `SELECT * FROM ${quote === '' ? parts.map(quoted).join('.') : written}`;
}

/** A part as it has to be written, in double quotes only where it needs them. */
function quoted(part: string): string {
  return PLAIN.test(part) ? part : `"${part.replaceAll('"', '""')}"`;
}
