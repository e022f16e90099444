import { afterEach } from 'vitest';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../sandbox/sandbox.ts';

const running: Sandbox[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((sandbox) => sandbox.stop()));
});

/** A sandbox that ends with the test. */
export async function sandboxWith(options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = await startSandbox(options);
  running.push(sandbox);
  return sandbox;
}

export interface Asked {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  /** Sent as JSON; a text as it is. */
  readonly body?: unknown;
}

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  /** JSON where it is that. */
  readonly body: ReturnType<typeof JSON.parse>;
}

/** Asks a sandbox. @param path behind its origin */
export async function ask(sandbox: Sandbox, path: string, asked: Asked = {}): Promise<Answered> {
  const { method = asked.body === undefined ? 'GET' : 'POST', headers = {}, body } = asked;
  const isText = typeof body === 'string';
  const response = await fetch(sandbox.addresses.apiBaseUrl + path, {
    method,
    headers: {
      ...(isText || body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: isText ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json');
  return {
    status: response.status,
    headers: response.headers,
    body: isJson ? JSON.parse(text) : text,
  };
}

/** What the account's client sends for an OAuth token. */
export function signIn({ addresses }: Sandbox): Record<string, string> {
  return {
    grant_type: 'client_credentials',
    client_id: addresses.clientId,
    client_secret: addresses.clientSecret,
    audience: 'carto-cloud-native-api',
  };
}

/** Headers of the account's user. */
export async function asUser(sandbox: Sandbox): Promise<Record<string, string>> {
  const { body } = await ask(sandbox, '/oauth/token', { body: signIn(sandbox) });
  return bearer(body.access_token);
}

export function bearer(token: string): Record<string, string> {
  return { authorization: `Bearer ${token}` };
}

export function basic(user: string, key: string): Record<string, string> {
  return { authorization: `Basic ${Buffer.from(`${user}:${key}`).toString('base64')}` };
}

/** Makes an access token through the Tokens API. @returns it */
export async function newToken(sandbox: Sandbox, body: object): Promise<string> {
  const answer = await ask(sandbox, '/v3/tokens', { headers: await asUser(sandbox), body });
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  return answer.body.token;
}

/** The payload of a JWT. */
export function payloadOf(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
}

export const TABLE = 'shop.retail.stores';
export const QUERY = 'SELECT * FROM shop.retail.stores';
export const grant = (source: string, connection_name = 'carto_dw') => ({
  connection_name,
  source,
});
