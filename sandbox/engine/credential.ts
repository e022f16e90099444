import type { Account, ApiKey } from '../account.ts';
import { isSameSecret } from '../secrets.ts';
import { parseBasic } from './basic.ts';

/** The key that everybody has. It is public by design. Source: CARTO, "Auth API". */
export const DEFAULT_PUBLIC = 'default_public';

/** In which ways a request can send an API key. */
export interface Sent {
  readonly authorization: string | undefined;
  /** `api_key` of the query. */
  readonly query: string | undefined;
  /** `api_key` of the body. */
  readonly body: string | undefined;
  /** The user in the address, where it names one. */
  readonly username: string | undefined;
}

/**
 * The API key of a request, or why there is none. Sent in several ways, the first of these counts: HTTP Basic, the
 * query, the body; sent in none, it is the default one.
 * Source: CARTO, "Auth API": how a key is sent, and 403 for a malformed key and a wrong user name.
 */
export function keyOf(
  sent: Sent,
  { username, keys }: Pick<Account, 'username' | 'keys'>,
): ApiKey | string {
  const basic = parseBasic(sent.authorization);
  if (basic === 'malformed') {
    return 'The Authorization header is not understood. Write "Basic" and the base64 of user:key.';
  }
  const names = [sent.username, basic?.username];
  if (names.some((name) => name !== undefined && name !== username)) {
    return 'The user name is wrong. Check it in the address and in the credentials.';
  }
  const token = basic?.key ?? sent.query ?? sent.body ?? DEFAULT_PUBLIC;
  const key = keys.find((each) => isSameSecret(each.token, token));
  return (
    key ?? 'The API key is not one of this user’s: it is malformed, deleted or was regenerated.'
  );
}
