import * as vscode from 'vscode';
import { readPastedToken, userOf } from '../../../core/carto/oauth-token.ts';
import type { InputPage, Values } from '../../wizards/wizard.ts';
import type { SignInMethod } from './method.ts';
import { openCarto } from './open-carto.ts';
import { addressPage, chosenApiBaseUrl, typedAddress, wherePages } from './where.ts';

const CARTO_AUTH_URL = 'https://auth.carto.com';

const AUTH_URL = addressPage({
  id: 'authUrl',
  value: CARTO_AUTH_URL,
  prompt: vscode.l10n.t('Where its users sign in. Self-hosted accounts, too, mostly use CARTO’s.'),
});

const CLIENT_ID: InputPage = {
  kind: 'input',
  id: 'clientId',
  prompt: vscode.l10n.t(
    'The client ID of your organisation’s single-page application. Its allowed callback URLs have to include {0}.',
    'vscode://cartotokens.carto-tokens/signed-in',
  ),
  placeholder: vscode.l10n.t('Workspace: Developers > Credentials > SPA OAuth Clients'),
  validate: (value) => (value ? undefined : vscode.l10n.t('A client ID is needed.')),
};

const ORGANIZATION: InputPage = {
  kind: 'input',
  id: 'organization',
  prompt: vscode.l10n.t(
    'The organisation’s ID, if it signs in through a single sign-on of its own. Else leave it empty.',
  ),
  placeholder: 'org_…',
};

/** CARTO, browser: authorization code with PKCE, for the client of the organisation's single-page application. */
export const browser: SignInMethod = {
  kind: 'browser',
  detail: vscode.l10n.t('Your own user and password or single sign-on, in the browser.'),

  pages: (values, { login }) => [
    ...wherePages(values, AUTH_URL),
    CLIENT_ID,
    ORGANIZATION,
    {
      kind: 'input',
      id: 'answer',
      prompt: vscode.l10n.t(
        'Sign in in the browser, within five minutes. If it does not lead back here, paste the address at which it ended.',
      ),
      placeholder: vscode.l10n.t('Waiting for the browser…'),
      isSecret: true,
      elsewhere: (signal) =>
        login.begin(
          {
            authUrl: authUrlOf(values),
            clientId: values['clientId'] ?? '',
            organization: values['organization'] || undefined,
          },
          signal,
        ),
      validate: (value) =>
        URL.canParse(value)
          ? undefined
          : vscode.l10n.t('Paste the whole address, beginning with its scheme.'),
    },
  ],

  async open(values, { http, login }, signal) {
    const { clientId = '', organization, answer = '' } = values;
    const grant = await login.finish(answer, signal);
    const apiBaseUrl = await openCarto(http, grant, chosenApiBaseUrl(values), signal);
    const token = readPastedToken(grant.accessToken, http.now());
    const user = token.kind === 'oauth' ? userOf(token.claims) : undefined;
    return {
      account: {
        kind: 'browser',
        apiBaseUrl,
        authUrl: authUrlOf(values),
        clientId,
        ...(organization ? { organization } : {}),
        ...(user ? { user } : {}),
      },
      secret: { kind: 'browser', ...grant },
      label: user ?? new URL(apiBaseUrl).host,
    };
  },
};

function authUrlOf({ authUrl }: Values): string {
  return authUrl === undefined ? CARTO_AUTH_URL : typedAddress(authUrl);
}
