import { randomBytes, randomUUID } from 'node:crypto';
import type { ClientMetadata } from 'oidc-provider';
import { clientSecret } from '../synthetic.ts';

/** A machine-to-machine client, whose secret goes into the body. */
export interface Machine {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** A public client, which has no secret and must use PKCE. */
export interface Spa {
  readonly clientId: string;
}

export function newMachine(): Machine {
  return { clientId: clientId(), clientSecret: clientSecret(randomUUID()) };
}

export function newSpa(): Spa {
  return { clientId: clientId() };
}

/** A machine-to-machine client in the server's words. */
export function machineClient({ clientId, clientSecret }: Machine): ClientMetadata {
  return {
    client_id: clientId,
    client_secret: clientSecret,
    token_endpoint_auth_method: 'client_secret_post',
    grant_types: ['client_credentials'],
    response_types: [],
    redirect_uris: [],
  };
}

/**
 * A public client in the server's words. As a native application it may have custom schemes and, on this machine, any
 * port, and its login page is shown each time.
 */
export function spaClient(
  { clientId }: Spa,
  redirectUris: readonly string[] | 'any',
): ClientMetadata {
  return {
    client_id: clientId,
    application_type: 'native',
    token_endpoint_auth_method: 'none',
    grant_types: ['authorization_code', 'refresh_token'],
    redirect_uris: redirectUris === 'any' ? ['http://127.0.0.1/'] : redirectUris,
  };
}

function clientId(): string {
  return randomBytes(16).toString('hex');
}
