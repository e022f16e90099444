import { afterAll, beforeAll } from 'vitest';
import { cartoApi } from '../../core/carto/carto-api.ts';
import { createHttp } from '../../core/carto/http/http.ts';
import { clientCredentials, oauthServerOf } from '../../core/carto/oauth.ts';
import { tokenSupply } from '../../core/carto/token-supply.ts';
import { type TokensApi, tokensApi } from '../../core/carto/tokens-api.ts';
import { EXAMPLE, type Sandbox, type Seed, startSandbox } from '../../sandbox/sandbox.ts';

/** Runs a sandbox outside VS Code for the tests of a suite, so that they can ask what it holds. */
export function useSandbox(seed: Seed = EXAMPLE): () => Sandbox {
  let sandbox: Sandbox | undefined;
  beforeAll(async () => {
    sandbox = await startSandbox({ seed });
  });
  afterAll(() => sandbox?.stop());
  return () => {
    if (!sandbox) throw new Error('The sandbox did not start.');
    return sandbox;
  };
}

/** A token as a sandbox holds it. */
export function heldToken({ account }: Sandbox, name: string) {
  const token = account.tokens.find((each) => each.name === name);
  if (!token) throw new Error(`It holds no ${name}: ${account.tokens.map((each) => each.name)}.`);
  return token;
}

/** Has a sandbox hold a key of that name, with what the wizard's test chooses, where it does not yet. */
export async function makeKey({ account, addresses }: Sandbox, name: string): Promise<void> {
  if (account.keys.some((key) => key.name === name)) return;
  const { engineBaseUrl, username, masterKey } = addresses;
  const { ok, status } = await fetch(`${engineBaseUrl}/api/v3/api_keys`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${btoa(`${username}:${masterKey}`)}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ name, grants: [{ type: 'apis', apis: ['sql', 'maps'] }] }),
  });
  if (!ok) throw new Error(`The sandbox made no key: ${status}.`);
}

/** Asks a sandbox as another program does, behind the back of VS Code. */
export async function tokensOf({ addresses }: Sandbox): Promise<TokensApi> {
  const http = createHttp(fetch);
  const grant = await clientCredentials(http, oauthServerOf(addresses.oauthTokenUrl), addresses);
  const supply = tokenSupply({ grant, now: Date.now, host: 'the sandbox' });
  return tokensApi(cartoApi(http, addresses.apiBaseUrl, supply));
}
