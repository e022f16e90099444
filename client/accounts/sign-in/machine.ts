import * as vscode from 'vscode';
import { CARTO_OAUTH, clientCredentials, oauthServerOf } from '../../../core/carto/oauth.ts';
import type { InputPage, Values } from '../../wizards/wizard.ts';
import type { SignInMethod } from './method.ts';
import { openCarto } from './open-carto.ts';
import { addressPage, chosenApiBaseUrl, typedAddress, wherePages } from './where.ts';

const TOKEN_URL = addressPage({
  id: 'tokenUrl',
  value: CARTO_OAUTH.tokenUrl,
  prompt: vscode.l10n.t(
    'Where its OAuth access tokens come from. Self-hosted accounts, too, mostly use CARTO’s.',
  ),
});

const CLIENT_ID: InputPage = {
  kind: 'input',
  id: 'clientId',
  prompt: vscode.l10n.t('The client ID of the machine-to-machine application.'),
  placeholder: vscode.l10n.t('Workspace: Developers > Credentials > Machine to Machine'),
  validate: (value) => (value ? undefined : vscode.l10n.t('A client ID is needed.')),
};

const CLIENT_SECRET: InputPage = {
  kind: 'input',
  id: 'clientSecret',
  prompt: vscode.l10n.t('The client secret. It is kept in the system’s keyring and nowhere else.'),
  isSecret: true,
  validate: (value) => (value ? undefined : vscode.l10n.t('The client secret is needed.')),
};

/** CARTO, machine to machine: a client id and its secret. */
export const machine: SignInMethod = {
  kind: 'machine',
  detail: vscode.l10n.t('A client ID and secret, from Developers > Credentials in the Workspace.'),
  pages: (values) => [...wherePages(values, TOKEN_URL), CLIENT_ID, CLIENT_SECRET],

  async open(values, { http }, signal) {
    const { clientId = '', clientSecret = '' } = values;
    const tokenUrl = tokenUrlOf(values);
    const server = oauthServerOf(tokenUrl);
    const grant = await clientCredentials(http, server, { clientId, clientSecret }, signal);
    const apiBaseUrl = await openCarto(http, grant, chosenApiBaseUrl(values), signal);
    return {
      account: { kind: 'machine', apiBaseUrl, tokenUrl, clientId },
      secret: { kind: 'machine', clientSecret },
      label: new URL(apiBaseUrl).host,
    };
  },
};

function tokenUrlOf({ tokenUrl }: Values): string {
  return tokenUrl === undefined ? CARTO_OAUTH.tokenUrl : typedAddress(tokenUrl);
}
