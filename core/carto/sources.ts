/** What a grant's `source` can be. Source: CARTO, "API Access Tokens", Grants. */
export type SourceKind = 'table' | 'query' | 'all-sources';

/** What each kind is called in messages. */
export const SOURCE_KIND_NAMES: Readonly<Record<SourceKind, string>> = {
  table: 'table or tileset',
  query: 'query',
  'all-sources': 'all sources',
};

/** One part of a table's name: bare, or quoted as BigQuery (backticks) or the other warehouses (double quotes) do. */
const NAME_PART = /[^\s.`"'(),;*{}@:]+|`[^`]+`|"[^"]+"/.source;
/**
 * Two parts or more, for a name is fully qualified, the last of which may be a wildcard (`dataset.*`,
 * `dataset.PREFIX_*`); or the whole in backticks.
 */
const TABLE_NAME = new RegExp(
  `^(?:(?:${NAME_PART})(?:\\.(?:${NAME_PART}))+(?:\\.?\\*)?|\`[^\`.]+(?:\\.[^\`.]+)+\`)$`,
);
/** No warehouse has longer names: three parts of at most 1,024 characters. */
const LONGEST_NAME = 4096;
/** Comments and parentheses may stand before a query's first word. */
const QUERY_START =
  /^(?:\s|\(|--[^\n]*(?:\n|$)|\/\*[^*]*\*+(?:[^/*][^*]*\*+)*\/)*[a-z]+(?=[\s(*"'`@:{])/i;

/**
 * The kind of a grant's source, or undefined where the text is none of them.
 * A query is anything that begins with a word and goes on: whether it is one
 * read-only statement is another question.
 */
export function sourceKind(source: string): SourceKind | undefined {
  const text = source.trim();
  if (text === '*') return 'all-sources';
  if (text.length <= LONGEST_NAME && TABLE_NAME.test(text)) return 'table';
  if (QUERY_START.test(text)) return 'query';
  return undefined;
}
