import type { SourceGrant } from '../../core/carto/coverage.ts';
import { parseSource, type SourceKind } from '../../core/carto/sources.ts';

/** A grant as far as it was entered: what was typed for each kind of source is kept when another is looked at. */
export interface GrantDraft {
  /** One of the account's; {@link TYPED} where its name is typed. */
  readonly connection?: string;
  readonly typedConnection?: string;
  readonly kind?: SourceKind;
  readonly table?: string;
  readonly query?: string;
  readonly allSources?: 'confirmed';
}

/** Stands for the connection whose name is typed: no connection is called so. */
export const TYPED = ' ';

/** What would have been entered to come to a grant. */
export function draftOf({ connection_name: connection, source }: SourceGrant): GrantDraft {
  const { kind } = parseSource(source);
  switch (kind) {
    case 'table':
    case 'invalid':
      return { connection, kind: 'table', table: source };
    case 'query':
      return { connection, kind, query: source };
    case 'all-sources':
      return { connection, kind, allSources: 'confirmed' };
  }
}

/** The grant that was entered. */
export function grantOf(draft: GrantDraft): SourceGrant {
  const { kind = 'table', table = '', query = '' } = draft;
  const source = { table, query, 'all-sources': '*' }[kind];
  return { connection_name: connectionOf(draft), source };
}

export function connectionOf({ connection = '', typedConnection = '' }: GrantDraft): string {
  return connection === TYPED ? typedConnection : connection;
}
