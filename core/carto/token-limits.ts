import type { Token, TokenBody } from './tokens-api.ts';

/** What a token is restricted by, as the request that makes another one so says it. */
export type Limits = Pick<TokenBody, 'allowed_apis' | 'grants' | 'referers'>;

/** What a token is restricted by; undefined where CARTO does not say all of it, so that another could reach further. */
export function limitsOf({ allowed_apis, grants, referers }: Token): Limits | undefined {
  if (!allowed_apis || !grants || !referers) return undefined;
  return {
    allowed_apis,
    grants: grants.map(({ connection_name, source }) => ({ connection_name, source })),
    referers,
  };
}

/** Whether two tokens are restricted by the same, in whatever order. */
export function haveSameLimits(one: Limits, other: Limits): boolean {
  return keyOf(one) === keyOf(other);
}

function keyOf({ allowed_apis, grants, referers }: Limits): string {
  const pairs = grants.map(({ connection_name, source }) =>
    JSON.stringify([connection_name, source]),
  );
  return JSON.stringify([allowed_apis, pairs, referers].map((list) => [...new Set(list)].sort()));
}
