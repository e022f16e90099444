import type { AccessToken } from '../finding.ts';
import type { Jwt } from '../jwt-scan.ts';

const ACCOUNT = /^ac_[a-z0-9]+$/;
const TOKEN_ID = /^[0-9a-f]{8,32}$/;
/** HS256 signatures are 32 bytes, hence 43 characters, the last of 16. */
const SIGNATURE = /^[\w-]{42}[AEIMQUYcgkosw048]$/;

/**
 * A CARTO access token is known by its payload (`{"a":"ac_…","jti":"…"}`), not by its look, wherever it stands: other
 * vendors have the very same header.
 */
export function accessTokenOf(
  { span, claims, signature }: Jwt,
  text: string,
): AccessToken | undefined {
  const { a, jti, exp } = claims;
  if (typeof a !== 'string' || !ACCOUNT.test(a)) return undefined;
  if (typeof jti !== 'string' || !TOKEN_ID.test(jti) || !SIGNATURE.test(signature))
    return undefined;
  return {
    kind: 'access-token',
    span,
    secret: text.slice(span.start, span.end),
    account: a,
    expiresAt: typeof exp === 'number' ? 1000 * exp : undefined,
  };
}
