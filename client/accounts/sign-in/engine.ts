import { authApi } from '../../../core/carto/auth-api.ts';
import { engineCloudUrl, isEngineName, parseEngineUrl } from '../../../core/carto/engine-url.ts';
import type { InputPage, Page, PickPage, Values } from '../../wizards/wizard.ts';
import type { SignInMethod } from './method.ts';

const HOSTING: PickPage = {
  kind: 'pick',
  id: 'hosting',
  placeholder: 'Where is the CARTO Engine?',
  items: [
    { value: 'cloud', label: 'CARTO’s cloud', description: 'https://{user}.carto.com' },
    {
      value: 'organization',
      label: 'CARTO’s cloud, in an organisation',
      description: 'https://{organisation}.carto.com/u/{user}',
    },
    { value: 'premises', label: 'On premises', description: 'under its own domain' },
  ],
};

const ORGANIZATION: InputPage = {
  kind: 'input',
  id: 'organization',
  prompt: 'The organisation’s name, as it stands in its address.',
  placeholder: '{organisation}.carto.com',
  validate: (value) => faultOfName(value, 'organisation'),
};

const ADDRESS: InputPage = {
  kind: 'input',
  id: 'address',
  prompt: 'The user’s address: what stands before /api in the addresses of its APIs.',
  placeholder: 'https://carto.example.com/u/my-user',
  validate(value) {
    const base = parseEngineUrl(value);
    return base.kind === 'url'
      ? undefined
      : `This is no address to send the master key to: ${base.says}.`;
  },
};

const USERNAME: InputPage = {
  kind: 'input',
  id: 'username',
  prompt: 'The user name.',
  validate: (value) => faultOfName(value, 'user'),
};

const MASTER_KEY: InputPage = {
  kind: 'input',
  id: 'masterKey',
  prompt:
    'The master API key. It may do everything, and is kept in the system’s keyring and nowhere else.',
  isSecret: true,
  validate(value) {
    if (!value) return 'The master API key is needed.';
    return value === 'default_public'
      ? 'This is the public key, which cannot manage keys. The master key is needed.'
      : undefined;
  },
};

/** CARTO Engine: a user and the master key, in the cloud or on premises. */
export const engine: SignInMethod = {
  kind: 'engine',
  detail: 'A user name and the master API key, from the user’s settings.',
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
  if (base.kind === 'invalid') throw new Error(`The address is of no use: ${base.says}.`);
  return base.url;
}

function faultOfName(value: string, whose: string): string | undefined {
  return isEngineName(value)
    ? undefined
    : `This cannot be the name of a CARTO ${whose}: only letters, digits and hyphens can.`;
}
