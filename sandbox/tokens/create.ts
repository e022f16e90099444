import { randomUUID } from 'node:crypto';
import { knownApis } from '../../core/carto/access.ts';
import { parseDateTime } from '../../core/declarations/date-time.ts';
import { shown } from '../../core/wording.ts';
import { ACCOUNT_ID, type Account, type Token } from '../account.ts';
import { signHs256 } from '../jwt.ts';
import { invalid, type Outcome, refused } from '../outcome.ts';
import { randomHex } from '../secrets.ts';
import { read } from '../shape.ts';
import { NEW_TOKEN } from './body.ts';
import { faultsIn } from './restrictions.ts';

/** `POST /v3/tokens`. Source: CARTO, "Tokens API". */
export function createToken(account: Account, body: unknown, now: Date): Outcome {
  const shape = read(NEW_TOKEN, body);
  if (!shape.ok) return invalid(shape.faults.map((fault) => `${fault}.`));
  const {
    name = `tk_${randomHex(4)}`,
    allowed_apis = [],
    grants = [],
    referers = [],
  } = shape.value;
  const { expiration_date: given = null } = shape.value;

  const expires = given === null ? undefined : parseDateTime(given);
  const faults = [
    ...faultsIn({ name, allowed_apis, grants }, connectionNames(account)),
    ...(given === null ? [] : expirationFaults(given, expires, now)),
  ];
  if (faults.length > 0) return invalid(faults);
  if (account.tokens.some((token) => token.name === name)) return nameTaken(name);

  const expirationDate = expires?.toISOString() ?? null;
  const token: Token = {
    token: newToken(account.signingKey, expires),
    id: randomUUID(),
    name,
    allowed_apis: knownApis(allowed_apis),
    grants,
    referers,
    expiration_date: expirationDate,
    created_at: now.toISOString(),
    owner: account.username,
  };
  return {
    status: 201,
    body: token,
    next: { ...account, tokens: [...account.tokens, token] },
  };
}

export function nameTaken(name: string): Outcome {
  return refused(409, `There is a token named "${shown(name)}" already. Choose another name.`);
}

export function connectionNames({ connections }: Account): string[] {
  return connections.map(({ name }) => name);
}

/** A JWT of the shape of CARTO's, which says of itself that it opens nothing but a sandbox. */
function newToken(signingKey: string, expires: Date | undefined): string {
  const exp = expires ? { exp: Math.floor(expires.getTime() / 1000) } : {};
  const payload = { a: ACCOUNT_ID, jti: randomHex(16), sandbox: true, ...exp };
  return signHs256({ alg: 'HS256' }, payload, signingKey);
}

function expirationFaults(given: string, expires: Date | undefined, now: Date): string[] {
  if (!expires) {
    const remedy = 'Write it as 2030-01-31T00:00:00Z.';
    return [`expiration_date: "${shown(given)}" is not an ISO 8601 date-time. ${remedy}`];
  }
  return expires > now
    ? []
    : [`expiration_date: "${shown(given)}" is not in the future. Choose a later one.`];
}
