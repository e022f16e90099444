import * as v from 'valibot';
import type { Account } from './account.ts';
import type { Secret } from './secret.ts';

const COMMON = { id: v.string(), label: v.string() };
const ADDRESS = v.pipe(v.string(), v.url());

/** An entry of the index. What is of another version, or was changed by hand, is none. */
export const ACCOUNT = v.variant('kind', [
  v.object({
    ...COMMON,
    kind: v.literal('machine'),
    apiBaseUrl: ADDRESS,
    tokenUrl: ADDRESS,
    clientId: v.string(),
  }),
  v.object({
    ...COMMON,
    kind: v.literal('browser'),
    apiBaseUrl: ADDRESS,
    authUrl: ADDRESS,
    clientId: v.string(),
    organization: v.optional(v.string()),
    user: v.optional(v.string()),
  }),
  v.object({
    ...COMMON,
    kind: v.literal('pasted'),
    apiBaseUrl: ADDRESS,
    user: v.optional(v.string()),
  }),
  v.object({ ...COMMON, kind: v.literal('engine'), baseUrl: ADDRESS, username: v.string() }),
  v.object({ ...COMMON, kind: v.literal('sandbox') }),
]) satisfies v.GenericSchema<unknown, Account>;

const GRANT = {
  accessToken: v.string(),
  expiresAt: v.optional(v.number()),
  refreshToken: v.exactOptional(v.string()),
};

const SECRET = v.variant('kind', [
  v.object({ kind: v.literal('machine'), clientSecret: v.string() }),
  v.object({ kind: v.literal('browser'), ...GRANT }),
  v.object({ kind: v.literal('pasted'), ...GRANT }),
  v.object({ kind: v.literal('engine'), masterKey: v.string() }),
  v.object({ kind: v.literal('sandbox') }),
]);

/** An entry of the keyring: the secret, and whose it is, for windows whose index is not up to date yet. */
export const STORED = v.pipe(
  v.object({ account: ACCOUNT, secret: SECRET }),
  v.transform(({ account, secret }): { account: Account; secret: Secret } => ({
    account,
    secret: 'accessToken' in secret ? { ...secret, expiresAt: secret.expiresAt } : secret,
  })),
);
