import * as vscode from 'vscode';
import { authApi } from '../../../core/carto/auth-api.ts';
import { engineCloudUrl, isEngineName, parseEngineUrl } from '../../../core/carto/engine-url.ts';
import { translated } from '../../translated.ts';
import type { InputPage, Page, PickPage, Values } from '../../wizards/wizard.ts';
import type { SignInMethod } from './method.ts';

/** What stands in the place of names in addresses. */
const USER = `{${vscode.l10n.t('user')}}`;
const ORGANISATION = `{${vscode.l10n.t('organisation')}}`;

const HOSTING: PickPage = {
  kind: 'pick',
  id: 'hosting',
  placeholder: vscode.l10n.t('Where is the CARTO Engine?'),
  items: [
    {
      value: 'cloud',
      label: vscode.l10n.t('CARTO’s cloud'),
      description: `https://${USER}.carto.com`,
    },
    {
      value: 'organization',
      label: vscode.l10n.t('CARTO’s cloud, in an organisation'),
      description: `https://${ORGANISATION}.carto.com/u/${USER}`,
    },
    {
      value: 'premises',
      label: vscode.l10n.t('On premises'),
      description: vscode.l10n.t('under its own domain'),
    },
  ],
};

const ORGANIZATION: InputPage = {
  kind: 'input',
  id: 'organization',
  prompt: vscode.l10n.t('The organisation’s name, as it stands in its address.'),
  placeholder: `${ORGANISATION}.carto.com`,
  validate: (value) =>
    isEngineName(value)
      ? undefined
      : vscode.l10n.t(
          'This cannot be the name of a CARTO organisation: only letters, digits and hyphens can.',
        ),
};

const ADDRESS: InputPage = {
  kind: 'input',
  id: 'address',
  prompt: vscode.l10n.t(
    'The user’s address: what stands before /api in the addresses of its APIs.',
  ),
  placeholder: 'https://carto.example.com/u/my-user',
  validate(value) {
    const base = parseEngineUrl(value);
    return base.kind === 'url'
      ? undefined
      : vscode.l10n.t('This is no address to send the master key to: {0}.', translated(base.says));
  },
};

const USERNAME: InputPage = {
  kind: 'input',
  id: 'username',
  prompt: vscode.l10n.t('The user name.'),
  validate: (value) =>
    isEngineName(value)
      ? undefined
      : vscode.l10n.t(
          'This cannot be the name of a CARTO user: only letters, digits and hyphens can.',
        ),
};

const MASTER_KEY: InputPage = {
  kind: 'input',
  id: 'masterKey',
  prompt: vscode.l10n.t(
    'The master API key. It may do everything, and is kept in the system’s keyring and nowhere else.',
  ),
  isSecret: true,
  validate(value) {
    if (!value) return vscode.l10n.t('The master API key is needed.');
    return value === 'default_public'
      ? vscode.l10n.t('This is the public key, which cannot manage keys. The master key is needed.')
      : undefined;
  },
};

/** CARTO Engine: a user and the master key, in the cloud or on premises. */
export const engine: SignInMethod = {
  kind: 'engine',
  detail: vscode.l10n.t('A user name and the master API key, from the user’s settings.'),
  pages: (values) => [HOSTING, ...addressPages(values), USERNAME, MASTER_KEY],

  async open(values, { http }, signal) {
    const { username = '', masterKey = '' } = values;
    const baseUrl = baseUrlOf(values);
    await authApi(http, baseUrl, username, masterKey).list(signal);
    return {
      account: { kind: 'engine', baseUrl, username },
      secret: { kind: 'engine', masterKey },
      label: username,
    };
  },
};

function addressPages({ hosting }: Values): Page[] {
  if (hosting === 'organization') return [ORGANIZATION];
  return hosting === 'premises' ? [ADDRESS] : [];
}

function baseUrlOf({ hosting, organization, username = '', address = '' }: Values): string {
  if (hosting !== 'premises') {
    return engineCloudUrl(username, hosting === 'organization' ? organization : undefined);
  }
  const base = parseEngineUrl(address);
  if (base.kind === 'invalid')
    throw new Error(vscode.l10n.t('The address is of no use: {0}.', translated(base.says)));
  return base.url;
}
