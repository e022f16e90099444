import { describe, expect, it } from 'vitest';
import { basic, bearer } from '../../core/carto/authorization.ts';
import { keyRequest, type SampleRequest, tokenRequest } from '../../core/carto/snippets/request.ts';
import { EXAMPLE } from '../../sandbox/sandbox.ts';
import { sandboxWith } from './support.ts';

describe('what snippets ask for', () => {
  it('every example token is answered', async () => {
    const { account, addresses } = await sandboxWith({ seed: EXAMPLE });
    const { apiBaseUrl } = addresses;
    for (const { name, token, allowed_apis: apis, grants, referers } of account.tokens) {
      const subject = { kind: 'token', apiBaseUrl, apis, grants, referers, variable: 'X' } as const;
      const status = await send(tokenRequest(subject), bearer(token).header);
      expect([name, status]).toEqual([name, apis.includes('imports') ? 201 : 200]);
    }
  });

  it('every example key that may use the SQL API is answered', async () => {
    const { account, addresses } = await sandboxWith({ seed: EXAMPLE });
    const { engineBaseUrl: baseUrl, username } = addresses;
    for (const { name, type, token, grants } of account.keys) {
      const subject = { kind: 'key', baseUrl, username, type, grants, variable: 'X' } as const;
      const status = await send(keyRequest(subject), basic(username, token).header);
      expect([name, status]).toEqual([name, 200]);
    }
  });
});

async function send(request: SampleRequest | undefined, authorization: string): Promise<number> {
  if (!request) throw new Error('There is nothing that it can be used for.');
  const { method, url, parameters, headers } = request;
  const { status } =
    method === 'GET'
      ? await fetch(`${url}?${new URLSearchParams(parameters)}`, {
          headers: { ...headers, authorization },
        })
      : await fetch(url, {
          method,
          headers: { ...headers, authorization, 'content-type': 'application/json' },
          body: JSON.stringify(parameters),
        });
  return status;
}
