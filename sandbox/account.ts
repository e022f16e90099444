import { createPrivateKey } from 'node:crypto';
import * as v from 'valibot';
import { APIS } from '../core/carto/apis.ts';
import { KEY_GRANT } from './engine/key-grants.ts';

/**
 * Everything a sandbox knows: the account with its secrets, as the state file holds it. A value is never changed; a
 * change makes the next one (`room.ts`). Fields that are not known here are kept.
 */
export const ACCOUNT = v.looseObject({
  version: v.literal(1),
  username: v.string(),
  /** The credentials of its one machine-to-machine client. */
  clientId: v.string(),
  clientSecret: v.string(),
  /** CARTO Engine's. The key itself is also among the keys. */
  masterKey: v.string(),
  /** What access tokens are signed with. */
  signingKey: v.string(),
  /** What OAuth tokens are signed with: an RSA key as PEM, and its name. */
  oauthKey: v.looseObject({
    id: v.string(),
    pem: v.pipe(v.string(), v.check(isPrivateKey, 'is no private key')),
  }),
  /** How many regular API keys there may be. */
  quota: v.number(),
  connections: v.array(
    v.looseObject({ id: v.string(), name: v.string(), provider_id: v.string() }),
  ),
  tokens: v.array(
    v.looseObject({
      token: v.string(),
      id: v.string(),
      name: v.string(),
      allowed_apis: v.array(v.picklist(APIS)),
      grants: v.array(v.looseObject({ connection_name: v.string(), source: v.string() })),
      referers: v.array(v.string()),
      expiration_date: v.nullable(v.string()),
      created_at: v.string(),
      owner: v.string(),
    }),
  ),
  keys: v.array(
    v.looseObject({
      name: v.string(),
      user: v.looseObject({ username: v.string() }),
      type: v.picklist(['master', 'default', 'regular']),
      token: v.string(),
      grants: v.array(KEY_GRANT),
      created_at: v.string(),
      updated_at: v.string(),
    }),
  ),
  imports: v.array(
    v.looseObject({
      jobId: v.string(),
      connection: v.string(),
      url: v.string(),
      created_at: v.string(),
    }),
  ),
});

export type Account = v.InferOutput<typeof ACCOUNT>;
export type Token = Account['tokens'][number];
export type Connection = Account['connections'][number];
export type ApiKey = Account['keys'][number];
export type ImportJob = Account['imports'][number];

/** The account's id, as access tokens carry it. */
export const ACCOUNT_ID = 'ac_sandbox';

function isPrivateKey(pem: string): boolean {
  try {
    return createPrivateKey(pem).asymmetricKeyType === 'rsa';
  } catch {
    return false;
  }
}
