/** What HTTP Basic says: a user and a key. */
export interface Basic {
  readonly username: string;
  readonly key: string;
}

/**
 * Reads an `Authorization` header of HTTP Basic (RFC 7617).
 * @returns undefined where there is none; `malformed` where it is Basic but cannot be read
 */
export function parseBasic(header: string | undefined): Basic | 'malformed' | undefined {
  const [, encoded] = /^Basic(?: +([^ ].*)?)?$/i.exec(header ?? '') ?? [];
  if (!/^Basic\b/i.test(header ?? '')) return undefined;
  const text = Buffer.from(encoded ?? '', 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon < 0
    ? 'malformed'
    : { username: text.slice(0, colon), key: text.slice(colon + 1).trim() };
}
