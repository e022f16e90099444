import { type Phrase, phrase } from '../phrase.ts';
import { readJwtPart } from './jwt.ts';

/** What an OAuth access token says of itself. */
export interface OAuthClaims {
  /** Milliseconds since 1970. */
  readonly expiresAt: number | undefined;
  /** The account it acts in (`ac_…`): an identifier, not a secret. */
  readonly account: string | undefined;
  /** The user's, where it is a user's. */
  readonly email: string | undefined;
}

/** Whose a token is, for a person: its user's, else its account's. */
export function userOf({ email, account }: OAuthClaims): string | undefined {
  return email ?? account;
}

/** What a text is that a person pasted as an OAuth access token. */
export type PastedToken =
  | {
      readonly kind: 'oauth';
      /** Without what was pasted around it. */
      readonly token: string;
      readonly claims: OAuthClaims;
    }
  | { readonly kind: 'invalid'; readonly says: Phrase };

/**
 * Reads what is pasted for an OAuth access token, and says of what is mistaken for one what it is. Its signature is for
 * CARTO to check. Source: CARTO, "OAuth Access Tokens".
 */
export function readPastedToken(text: string, now: number): PastedToken {
  const bare = text.trim().replace(/^(?:Authorization:\s*)?Bearer\s+/i, '');
  const token = bare.replace(/\s+/g, ''); // terminals break it into lines
  if (token === '') return invalid(phrase('it is empty'));
  const parts = token.split('.');
  const header = readJwtPart(parts[0] ?? '');
  const payload = readJwtPart(parts[1] ?? '');
  if (!/^[\w-]+\.[\w-]+\.[\w-]+$/.test(token) || !header || !payload) {
    return invalid(
      phrase('it is no token of three parts with dots between them, or not all of it'),
    );
  }
  if (typeof payload['a'] === 'string' && header['alg'] === 'HS256') {
    return invalid(
      phrase(
        'it is an API Access Token, which opens data but cannot manage tokens; an OAuth Access Token is needed',
      ),
    );
  }
  const claims = readClaims(payload);
  const { expiresAt } = claims;
  if (expiresAt !== undefined && expiresAt <= now) {
    return invalid(phrase('it has expired; they live for about a day'));
  }
  return { kind: 'oauth', token, claims };
}

/** What CARTO says in the payload of an OAuth access token. */
export function readClaims(payload: Readonly<Record<string, unknown>>): OAuthClaims {
  const exp = payload['exp'];
  return {
    expiresAt: typeof exp === 'number' ? 1000 * exp : undefined,
    account: claim(payload, 'account_id'),
    email: claim(payload, 'email'),
  };
}

/** CARTO's own claims have the name of a URL in front. */
function claim(payload: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const [, value] =
    Object.entries(payload).find(([key]) => key === `http://app.carto.com/${name}`) ?? [];
  return typeof value === 'string' ? value : undefined;
}

function invalid(says: Phrase): PastedToken {
  return { kind: 'invalid', says };
}
