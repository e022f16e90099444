import { type QueryFault, queryFault } from '../../carto/query.ts';
import type { Span } from '../../problem.ts';
import { shown } from '../../wording.ts';
import type { Text } from '../declaration.ts';
import { replaceText } from '../fixes.ts';
import type { DeclarationRule } from '../rule.ts';
import { spanWithin } from '../span-within.ts';

const SAYS: Readonly<Record<QueryFault['kind'], (what: string) => string>> = {
  'only-comment': () => 'only a comment stands here. Write the query that your code runs',
  unclosed: (what) => `what ${what} opens is not closed. Close it`,
  unbalanced: (what) => `the parenthesis ${what} has no partner. Balance the parentheses`,
  writes: (what) =>
    `"${what}" does more than read. Grant a query that reads: SELECT … or WITH … SELECT …`,
  'second-statement': (what) =>
    `a second statement begins at "${what}". Grant each in a grant of its own`,
  'trailing-semicolon': () =>
    'a semicolon ends it, and the query your code sends has to be the same without. Remove it',
};

/** A query that is not one statement that reads. Source: CARTO, "API Access Tokens", Grants. */
export const grantQueryInvalid = {
  id: 'grant-query-invalid',
  severity: 'error',
  finds: 'a query that is not one read-only statement',
  *check({ text, grants }) {
    for (const { source, reads } of grants) {
      if (!source || reads?.kind !== 'query') continue;
      const fault = queryFault(source.value);
      if (!fault) continue;
      const { kind, span } = fault;
      const what = shown(source.value.slice(span.start, span.end));
      yield {
        span: spanWithin(source, span, text),
        message: `This query cannot be granted: ${SAYS[kind](what)}.`,
        fixes: () => (kind === 'trailing-semicolon' ? [withoutSemicolon(source, span)] : []),
      };
    }
  },
} as const satisfies DeclarationRule;

/** A comment or a blank, which stays, or a semicolon, which goes: nothing else stands behind the first. */
const COMMENT_OR_SEMICOLON = /(--[^\n]*|\/\*(?:[^*]|\*(?!\/))*\*\/|\s+)|;/gy;

function withoutSemicolon(source: Text, { start }: Span) {
  const before = source.value.slice(0, start);
  const behind = source.value.slice(start).replace(COMMENT_OR_SEMICOLON, '$1');
  return {
    title: 'Remove the semicolon',
    confidence: 'safe' as const,
    edits: [replaceText(source, (before.trimEnd() + behind).trimEnd())],
  };
}
