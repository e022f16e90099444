import { readClaims, userOf } from '../../carto/oauth-token.ts';
import type { OAuthToken } from '../finding.ts';
import type { Jwt } from '../jwt-scan.ts';

/** The audience of CARTO's APIs, whoever the issuer is: older ones are others. Source: CARTO, "OAuth Access Tokens". */
const AUDIENCE = 'carto-cloud-native-api';

/** An OAuth access token for CARTO, known by what it is for. */
export function oauthTokenOf({ span, claims }: Jwt, text: string): OAuthToken | undefined {
  const { aud } = claims;
  if (Array.isArray(aud) ? !aud.includes(AUDIENCE) : aud !== AUDIENCE) return undefined;
  const read = readClaims(claims);
  return {
    kind: 'oauth-token',
    span,
    secret: text.slice(span.start, span.end),
    user: userOf(read),
    expiresAt: read.expiresAt,
  };
}
