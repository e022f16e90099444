import type { Api } from './apis.ts';
import type { SourceKind } from './sources.ts';

/**
 * What an API does with a grant of some kind:
 * `accepts` it, `refuses` it (requests get 403), needs no grant at all (`needs-none`), or
 * is not documented to care (`unchecked`).
 */
export type Acceptance = 'accepts' | 'refuses' | 'needs-none' | 'unchecked';

/**
 * Which API accepts which kind of grant.
 * Source: CARTO, "API Access Tokens", the table of APIs and grants. The Imports API writes instead of reads and
 * its grants say where it may write; which kinds it takes is not documented, so they are not checked.
 */
export const COMPATIBILITY: Readonly<Record<Api, Readonly<Record<SourceKind, Acceptance>>>> = {
  maps: { table: 'accepts', query: 'accepts', 'all-sources': 'accepts' },
  sql: { table: 'refuses', query: 'accepts', 'all-sources': 'accepts' },
  lds: { table: 'needs-none', query: 'needs-none', 'all-sources': 'needs-none' },
  imports: { table: 'unchecked', query: 'unchecked', 'all-sources': 'unchecked' },
};
