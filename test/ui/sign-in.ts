import { createHttp } from '../../core/carto/http/http.ts';
import { clientCredentials, oauthServerOf } from '../../core/carto/oauth.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import type { Window } from './window.ts';
import { Wizard } from './wizard.ts';

/** Begins to sign in to an account whose addresses are typed: the next page is the first that is the kind's own. */
export async function beginSignIn(
  window: Window,
  kind: string,
  apiBaseUrl: string,
): Promise<Wizard> {
  const wizard = new Wizard(window.page);
  await window.run('CARTO: Sign In');
  await wizard.pick(kind);
  await wizard.pick('Another region, or self-hosted');
  await wizard.answer('base address of its APIs', apiBaseUrl);
  return wizard;
}

/** Signs in by client id and secret to a sandbox that runs outside VS Code. */
export async function signInByMachine(
  window: Window,
  { addresses }: Sandbox,
  label: string,
): Promise<void> {
  const wizard = await beginSignIn(window, 'CARTO, machine to machine', addresses.apiBaseUrl);
  await wizard.answer('OAuth access tokens come from', addresses.oauthTokenUrl);
  await wizard.answer('The client ID', addresses.clientId);
  await wizard.answer('The client secret', addresses.clientSecret);
  await wizard.answer('What is it to be called', label);
  await window.tree(label).waitFor();
}

/** Signs in to the CARTO Engine of a sandbox that runs outside VS Code. */
export async function signInToEngine(
  window: Window,
  { addresses }: Sandbox,
  label: string,
): Promise<void> {
  const wizard = new Wizard(window.page);
  await window.run('CARTO: Sign In');
  await wizard.pick('CARTO Engine');
  await wizard.pick('On premises');
  await wizard.answer('The user’s address', addresses.engineBaseUrl);
  await wizard.answer('The user name', addresses.username);
  await wizard.answer('The master API key', addresses.masterKey);
  await wizard.answer('What is it to be called', label);
  await window.tree(label).waitFor();
}

/** What client id and secret are good for. */
export async function oauthToken({ addresses }: Sandbox): Promise<string> {
  const http = createHttp(fetch);
  const server = oauthServerOf(addresses.oauthTokenUrl);
  return (await clientCredentials(http, server, addresses)).accessToken;
}
