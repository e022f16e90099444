import type { OAuthGrant } from '../../core/carto/oauth.ts';
import type { AccountKind } from './account.ts';

/** What an account is opened with: kept in the system's keyring, and nowhere else. */
export type Secret =
  | { readonly kind: 'machine'; readonly clientSecret: string }
  | ({ readonly kind: 'browser' } & OAuthGrant)
  | ({ readonly kind: 'pasted' } & OAuthGrant)
  | { readonly kind: 'engine'; readonly masterKey: string }
  // Its own server keeps what opens it, and it opens nothing else.
  | { readonly kind: 'sandbox' };

export type SecretOf<Kind extends AccountKind> = Extract<Secret, { kind: Kind }>;
