import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import Provider from 'oidc-provider';
import { type Machine, machineClient, newMachine, newSpa, type Spa, spaClient } from './clients.ts';
import { configuration, type Lifetimes } from './configuration.ts';
import { type Issued, recordIssued } from './issued.ts';
import { type Behaviour, loginPage } from './login-page.ts';
import { offlineAccess } from './offline-access.ts';

/** A certified OAuth server that stands in for CARTO's, which is Auth0's, at https://auth.carto.com/. */
export interface OAuthServer {
  /** Stands for https://auth.carto.com/, with the slash: the issuer, exactly. */
  readonly authUrl: string;
  readonly tokenUrl: string;
  readonly authorizeUrl: string;
  readonly machine: Machine;
  readonly spa: Spa;
  readonly issued: Issued;
  /** May be changed at any time. */
  behaviour: Behaviour;
  /** Does nothing the second time, so that a test may close it to see what happens then. */
  close(): Promise<void>;
}

export interface OAuthServerOptions extends Lifetimes {
  /** Where the public client may have browsers sent back to. Anywhere, if it is not said. */
  readonly redirectUris?: readonly string[] | 'any';
  /** An address of this machine. */
  readonly host?: string;
}

/** Starts an OAuth server on a free port of this machine, with clients of its own. */
export async function startOAuthServer({
  redirectUris = 'any',
  host = '127.0.0.1',
  ...lifetimes
}: OAuthServerOptions = {}): Promise<OAuthServer> {
  const http = createServer();
  const authUrl = `http://${host}:${await listen(http, host)}/`;
  const machine = newMachine();
  const spa = newSpa();
  const clients = [machineClient(machine), spaClient(spa, redirectUris)];
  const provider = new Provider(authUrl, await configuration(clients, lifetimes));
  // VS Code's callback has another port or another scheme each time.
  if (redirectUris === 'any') provider.Client.prototype.redirectUriAllowed = () => true;

  const server: OAuthServer = {
    authUrl,
    tokenUrl: `${authUrl}oauth/token`,
    authorizeUrl: `${authUrl}authorize`,
    machine,
    spa,
    issued: recordIssued(provider),
    behaviour: 'approve',
    async close() {
      if (!http.listening) return;
      http.close();
      http.closeAllConnections();
      await once(http, 'close');
    },
  };
  provider.use(offlineAccess);
  provider.use(loginPage(provider, () => server.behaviour));
  http.on('request', provider.callback());
  return server;
}

async function listen(http: Server, host: string): Promise<number> {
  http.listen(0, host);
  await once(http, 'listening');
  const address = http.address();
  if (address === null || typeof address === 'string') throw new Error('There is no port.');
  return address.port;
}
