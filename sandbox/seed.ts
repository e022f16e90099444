import { generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import * as v from 'valibot';
import type { Account, ApiKey } from './account.ts';
import { createKey, NEW_KEY } from './engine/create.ts';
import { DEFAULT_PUBLIC } from './engine/credential.ts';
import type { Outcome } from './outcome.ts';
import { randomBase64url, randomHex } from './secrets.ts';
import { read } from './shape.ts';
import { NEW_TOKEN } from './tokens/body.ts';
import { createToken } from './tokens/create.ts';

const NAMED = v.pipe(v.string(), v.nonEmpty('is empty'));

/** What an account can begin with; whatever is left out is made up. */
export const SEED = v.strictObject({
  username: v.optional(v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]*$/i, 'is no user name'))),
  clientId: v.optional(NAMED),
  clientSecret: v.optional(NAMED),
  /** CARTO Engine's. */
  masterKey: v.optional(NAMED),
  /** How many regular API keys there may be. */
  quota: v.optional(
    v.pipe(v.number(), v.integer('is no whole number'), v.minValue(0, 'is negative')),
  ),
  connections: v.optional(v.array(v.strictObject({ name: NAMED, provider: v.optional(NAMED) }))),
  /** Bodies of `POST /v3/tokens`. */
  tokens: v.optional(v.array(NEW_TOKEN)),
  /** Bodies of `POST /api/v3/api_keys`. */
  keys: v.optional(v.array(NEW_KEY)),
});

export type Seed = v.InferOutput<typeof SEED>;

const QUOTA = 50;
const CONNECTIONS: NonNullable<Seed['connections']> = [{ name: 'carto_dw' }];

/**
 * A new account.
 *
 * @throws Error that names the field of the seed that is wrong
 */
export async function newAccount(given: Seed, now: Date): Promise<Account> {
  const result = read(SEED, given);
  if (!result.ok) throw wrongSeed(result.faults);
  const seed = result.value;
  const { username = 'sandbox', masterKey = randomHex(20), connections = CONNECTIONS } = seed;
  const twice = connections.find(
    (one, index) => connections.findIndex((other) => other.name === one.name) < index,
  );
  if (twice) throw wrongSeed([`connections: "${twice.name}" stands there twice`]);

  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  let account: Account = {
    version: 1,
    username,
    clientId: seed.clientId ?? randomHex(16),
    clientSecret: seed.clientSecret ?? randomBase64url(48),
    masterKey,
    signingKey: randomBase64url(32),
    oauthKey: {
      id: randomHex(8),
      pem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    },
    quota: seed.quota ?? QUOTA,
    connections: connections.map(({ name, provider = 'bigquery' }) => ({
      id: randomHex(8),
      name,
      provider_id: provider,
    })),
    tokens: [],
    keys: [
      ownKey(username, 'master', masterKey, now),
      ownKey(username, 'default', DEFAULT_PUBLIC, now),
    ],
    imports: [],
  };
  // They are made as requests make them, and judged by the same rules.
  for (const [index, body] of (seed.tokens ?? []).entries()) {
    account = made(createToken(account, body, now), `tokens[${index}]`);
  }
  for (const [index, body] of (seed.keys ?? []).entries()) {
    account = made(createKey(account, body, now), `keys[${index}]`);
  }
  return account;
}

/** One of the keys that every user has. Source: CARTO, "Auth API", types of API keys. */
function ownKey(username: string, type: 'master' | 'default', token: string, now: Date): ApiKey {
  return {
    name: type === 'master' ? 'Master' : 'Default public',
    user: { username },
    type,
    token,
    grants: [{ type: 'apis', apis: ['sql', 'maps'] }],
    created_at: now.toISOString(),
    updated_at: now.toISOString(),
  };
}

function made({ next, body }: Outcome, place: string): Account {
  if (next) return next;
  const { error, errors } = v.parse(REFUSAL, body);
  throw wrongSeed(
    (errors ?? [error ?? 'refused']).map((reason) => `${place}: ${reason.replace(/\.$/, '')}`),
  );
}

const REFUSAL = v.object({
  error: v.optional(v.string()),
  errors: v.optional(v.array(v.string())),
});

function wrongSeed(faults: readonly string[]): Error {
  return new Error(`The seed cannot be used: ${faults.join('; ')}. Correct it and start again.`);
}
