import { redact } from '../../core/credentials/redact.ts';
import type { TokenFormatOptions } from '../tokens.ts';
import type { TokenList } from './list.ts';

/**
 * For programs. The shape is a promise: what changes it changes `version`.
 * `{"version":1,"tokens":[{"name","id"?,"allowed_apis","grants","referers","expiration_date","created_at"}]}`
 * Only what is known is passed on: of what else a server sends, nobody knows whether it is a secret.
 */
export function json({ tokens }: TokenList, { showsValues }: TokenFormatOptions): string {
  // Whoever wants the credentials wants everything as it is.
  const safe = (text: string) => (showsValues ? text : redact(text));
  const list = tokens.map((token) => ({
    name: mapped(token.name, safe),
    ...(token.id === undefined || token.id === null
      ? {}
      : { id: typeof token.id === 'string' ? safe(token.id) : token.id }),
    allowed_apis: mapped(token.allowed_apis, (apis) => apis.map(safe)),
    grants: mapped(token.grants, (grants) =>
      grants.map(({ connection_name, source }) => ({
        connection_name: safe(connection_name),
        source: safe(source),
      })),
    ),
    referers: mapped(token.referers, (referers) => referers.map(safe)),
    expiration_date: mapped(token.expiration_date, safe),
    created_at: mapped(token.created_at, safe),
    ...(showsValues ? { token: token.token } : {}),
  }));
  return `${JSON.stringify({ version: 1, tokens: list }, null, 2)}\n`;
}

/** What the server did not say is null. */
function mapped<T, U>(value: T | null | undefined, map: (value: T) => U): U | null {
  return value === undefined || value === null ? null : map(value);
}
