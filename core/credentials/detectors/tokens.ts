import { fromBase64 } from '../base64.ts';
import type { AccessToken, OAuthToken } from '../finding.ts';
import { findJwts } from '../jwt-scan.ts';
import { accessTokenOf } from './access-token.ts';
import { oauthTokenOf } from './oauth-token.ts';

/** The beginning of a JWT in base64, as secrets of Kubernetes are kept. */
const ENCODED = /ZXlK[\w+/-]{40,12000}={0,2}/g;

/**
 * CARTO's tokens in a text.
 *
 * @param spend bounds how many characters are decoded
 */
export function* findTokens(
  text: string,
  spend: (characters: number) => void = () => undefined,
): Generator<AccessToken | OAuthToken> {
  for (const jwt of findJwts(text)) {
    spend(jwt.span.end - jwt.span.start);
    const token = accessTokenOf(jwt, text) ?? oauthTokenOf(jwt, text);
    if (token) yield token;
  }
  for (const { index, 0: encoded } of text.matchAll(ENCODED)) {
    spend(encoded.length);
    const decoded = fromBase64(encoded) ?? '';
    for (const jwt of findJwts(decoded)) {
      const token = accessTokenOf(jwt, decoded) ?? oauthTokenOf(jwt, decoded);
      if (token) yield { ...token, span: { start: index, end: index + encoded.length } };
    }
  }
}
