import type { Span } from '../problem.ts';

/** A CARTO 3 API Access Token found in text. */
export interface AccessToken {
  readonly span: Span;
  /** The account the token belongs to (`ac_…`): an identifier, not a secret. */
  readonly account: string;
}

/**
 * The header of every CARTO access token, `{"alg":"HS256"}` in base64url, with its dot: the needle that keeps the
 * search linear and cheap in files that hold none. Other vendors use the same header, so the payload decides.
 */
const HEADER = 'eyJhbGciOiJIUzI1NiJ9.';
/** Payload and signature after the header. HS256 signatures are 32 bytes, hence 43 characters, the last of 16. */
const PAYLOAD_AND_SIGNATURE =
  /([A-Za-z0-9_-]{40,400})\.[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048](?![A-Za-z0-9_-])/y;

const ACCOUNT = /^ac_[a-z0-9]+$/;
const TOKEN_ID = /^[0-9a-f]{8,32}$/;

/**
 * Finds CARTO access tokens by decoding them, not by their look. A token is found wherever it stands, whatever is
 * around it. Linear in the length of `text`.
 */
export function* findAccessTokens(text: string): Generator<AccessToken> {
  let start = text.indexOf(HEADER);
  while (start !== -1) {
    PAYLOAD_AND_SIGNATURE.lastIndex = start + HEADER.length;
    const match = PAYLOAD_AND_SIGNATURE.exec(text);
    const account = match?.[1] && accountOf(match[1]);
    if (account) yield { span: { start, end: PAYLOAD_AND_SIGNATURE.lastIndex }, account };
    start = text.indexOf(HEADER, start + HEADER.length);
  }
}

/** The account named by a CARTO payload (`{"a":"ac_…","jti":"…"}`), or undefined where it is not CARTO's. */
function accountOf(payload: string): string | undefined {
  let claims: unknown;
  try {
    claims = JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/')));
  } catch {
    return undefined;
  }
  if (typeof claims !== 'object' || claims === null) return undefined;
  const { a, jti } = claims as { a?: unknown; jti?: unknown };
  const ours =
    typeof a === 'string' && ACCOUNT.test(a) && typeof jti === 'string' && TOKEN_ID.test(jti);
  return ours ? a : undefined;
}
