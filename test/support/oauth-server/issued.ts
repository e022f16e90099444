import type Provider from 'oidc-provider';

/** What the token endpoint gave away. */
export interface Issued {
  /** How often it did, by grant type: `client_credentials`, `authorization_code`, `refresh_token`. */
  readonly times: Readonly<Record<string, number>>;
  /** Every access, refresh and ID token, for tests that look for leaks. */
  readonly tokens: readonly string[];
}

/** Records what a server issues from now on. */
export function recordIssued(provider: Provider): Issued {
  const times: Record<string, number> = {};
  const tokens: string[] = [];
  provider.on('grant.success', ({ body, oidc: { params } }) => {
    const grantType = String(params?.['grant_type']);
    times[grantType] = (times[grantType] ?? 0) + 1;
    const answer: Readonly<Record<string, unknown>> = Object(body);
    for (const name of ['access_token', 'refresh_token', 'id_token']) {
      const token = answer[name];
      if (typeof token === 'string') tokens.push(token);
    }
  });
  return { times, tokens };
}
