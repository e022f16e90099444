import { knownApis } from '../../core/carto/access.ts';
import { asRecord } from '../../core/json/record.ts';
import type { Account, Token } from '../account.ts';
import { invalid, type Outcome } from '../outcome.ts';
import { read } from '../shape.ts';
import { TOKEN_CHANGES } from './body.ts';
import { connectionNames, nameTaken } from './create.ts';
import { faultsIn } from './restrictions.ts';

/** `PATCH /v3/tokens/{token}`: what the body leaves out stays. The whole must be right. Source: CARTO, "Tokens API". */
export function updateToken(account: Account, old: Token, body: unknown): Outcome {
  if (Object.hasOwn(asRecord(body) ?? {}, 'expiration_date')) {
    return invalid([
      'expiration_date can be given only when the token is created. Create a new token, then delete this one.',
    ]);
  }
  const shape = read(TOKEN_CHANGES, body);
  if (!shape.ok) return invalid(shape.faults.map((fault) => `${fault}.`));
  const {
    name = old.name,
    allowed_apis = old.allowed_apis,
    grants = old.grants,
    referers = old.referers,
  } = shape.value;

  const faults = faultsIn({ name, allowed_apis, grants }, connectionNames(account));
  if (faults.length > 0) return invalid(faults);
  if (account.tokens.some((other) => other.token !== old.token && other.name === name)) {
    return nameTaken(name);
  }
  const token = { ...old, name, allowed_apis: knownApis(allowed_apis), grants, referers };
  return {
    status: 200,
    body: token,
    next: {
      ...account,
      tokens: account.tokens.map((each) => (each.token === old.token ? token : each)),
    },
  };
}
