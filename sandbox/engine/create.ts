import * as v from 'valibot';
import { isReservedKeyName } from '../../core/carto/engine.ts';
import { shown } from '../../core/wording.ts';
import type { Account, ApiKey } from '../account.ts';
import { engineRefused, type Outcome } from '../outcome.ts';
import { randomBase64url } from '../secrets.ts';
import { read } from '../shape.ts';
import { KEY_GRANT, type KeyGrant } from './key-grants.ts';

/** The body of `POST /api/v3/api_keys`. */
export const NEW_KEY = v.strictObject({ name: v.string(), grants: v.array(KEY_GRANT) });

/** `POST /api/v3/api_keys`. Source: CARTO, "Auth API". */
export function createKey(account: Account, body: unknown, now: Date): Outcome {
  const shape = read(NEW_KEY, body);
  if (!shape.ok) {
    return engineRefused(
      422,
      shape.faults.map((fault) => `${fault}.`),
    );
  }
  const { name, grants } = shape.value;
  const faults = [...nameFaults(name, account), ...grantFaults(grants)];
  if (faults.length > 0) return engineRefused(422, faults);
  const regular = account.keys.filter(({ type }) => type === 'regular');
  if (regular.length >= account.quota) {
    return engineRefused(403, [
      `The quota of ${account.quota} regular API keys is used up. Delete one that is no longer needed.`,
    ]);
  }
  const key: ApiKey = {
    name,
    user: { username: account.username },
    type: 'regular',
    token: newKeyToken(),
    grants,
    created_at: now.toISOString(),
    updated_at: now.toISOString(),
  };
  return { status: 201, body: key, next: { ...account, keys: [...account.keys, key] } };
}

/** The credential of a regular key: 22 base64url characters. */
export function newKeyToken(): string {
  return randomBase64url(16);
}

function nameFaults(name: string, { keys }: Account): string[] {
  const plain = name.trim();
  if (plain === '') return ['name is empty. Name the key.'];
  if (isReservedKeyName(plain)) {
    return [`name: "${shown(name)}" is reserved. Choose another name.`];
  }
  return keys.some((key) => key.name === name)
    ? [`name: there is a key named "${shown(name)}" already. Choose another name.`]
    : [];
}

/** A grant of each type says all there is of it. */
function grantFaults(grants: readonly KeyGrant[]): string[] {
  if (grants.length === 0)
    return ['grants is empty, so the key could do nothing. Grant something.'];
  const types = grants.map(({ type }) => type);
  const twice = new Set(types.filter((type, index) => types.indexOf(type) !== index));
  return [...twice].map((type) => `grants: "${type}" stands there twice. Put both into one.`);
}
