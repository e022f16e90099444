import type { KeyBody } from '../../../core/carto/auth-api.ts';
import { choicesOf, grantsOf } from '../../../core/carto/key-choices.ts';
import type { KeyTable } from '../../../core/carto/key-grants.ts';
import type { TableDraft } from './table-pages.ts';

/** An API key as far as it was entered. */
export interface KeyDraft {
  /** The id of the account that it is to be in. */
  readonly account?: string;
  readonly name?: string;
  readonly apis?: readonly string[];
  readonly tables?: readonly KeyTable[];
  /** A table that was begun, and gone back from. */
  readonly tableDraft?: TableDraft;
  /** The schemas that it may create tables in, as they are typed: with commas between them. */
  readonly schemas?: string;
  readonly services?: readonly string[];
  readonly review?: 'create';
}

/** What is entered to come to a key like another. */
export function draftOfKey(name: string, grants: KeyBody['grants']): KeyDraft {
  const { schemas, ...choices } = choicesOf(grants);
  return { name, ...choices, schemas: schemas.join(', ') };
}

/**
 * The body of the request that makes the key.
 *
 * @param before the grants of the key in whose place it is to be: those that are not asked for are its own
 */
export function bodyOfKeyDraft(
  { name = '', apis = [], tables = [], schemas = '', services = [] }: KeyDraft,
  before: KeyBody['grants'] = [],
): KeyBody {
  const choices = { apis, tables, schemas: schemasIn(schemas), services };
  return { name, grants: grantsOf(choices, before) };
}

export function schemasIn(typed: string): string[] {
  return [...new Set(typed.split(',').map((schema) => schema.trim()))].filter(Boolean);
}
