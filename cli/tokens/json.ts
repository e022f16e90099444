import { visibleJson } from '../../core/control-characters.ts';
import type { TokenFormatOptions } from '../tokens.ts';
import type { TokenList } from './list.ts';

/**
 * For programs. The shape is a promise: what changes it changes `version`.
 * `{"version":1,"tokens":[{"name","id"?,"allowed_apis","grants","referers","expiration_date","created_at"}]}`
 * Only what is known is passed on: of what else a server sends, nobody knows whether it is a secret.
 */
export function json({ tokens }: TokenList, { showsValues }: TokenFormatOptions): string {
  const list = tokens.map((token) => ({
    name: known(token.name),
    ...(token.id === undefined || token.id === null ? {} : { id: token.id }),
    allowed_apis: known(token.allowed_apis),
    grants: known(
      token.grants?.map(({ connection_name, source }) => ({ connection_name, source })),
    ),
    referers: known(token.referers),
    expiration_date: known(token.expiration_date),
    created_at: known(token.created_at),
    ...(showsValues ? { token: token.token } : {}),
  }));
  return `${visibleJson(JSON.stringify({ version: 1, tokens: list }, null, 2))}\n`;
}

/** What the server did not say is null. */
function known<T>(value: T | null | undefined): T | null {
  return value ?? null;
}
