import { parseBaseUrl } from '../../core/carto/base-url.ts';
import { CARTO_OAUTH, type OAuthServer, oauthServerOf } from '../../core/carto/oauth.ts';
import { readPastedToken } from '../../core/carto/oauth-token.ts';
import { english } from '../../core/phrase.ts';

/** The account that the environment names. */
export type NamedAccount = {
  /** Where its APIs are, without a slash at its end; undefined where the account itself is to say it. */
  readonly apiBaseUrl: string | undefined;
} & (
  | {
      readonly kind: 'machine';
      readonly clientId: string;
      readonly clientSecret: string;
      readonly server: OAuthServer;
    }
  | { readonly kind: 'token'; readonly accessToken: string }
);

/** An account, or what is wrong with the variables that should name one: sentences of cause and remedy. */
export type AccountSetting = NamedAccount | { readonly kind: 'invalid'; readonly says: string };

/**
 * Reads which account the environment names. Whose tokens are shown must never be a guess, so that more than one way in
 * is refused. No value is repeated: any may be a secret in the wrong place.
 *
 * @param now milliseconds since 1970, against which a token's expiry is read
 */
export function accountNamedBy(env: NodeJS.ProcessEnv, now: number): AccountSetting {
  const value = (name: string) => env[name]?.trim() ?? '';
  const clientId = value('CARTO_CLIENT_ID');
  const clientSecret = value('CARTO_CLIENT_SECRET');
  const accessToken = value('CARTO_ACCESS_TOKEN');

  const contradiction = contradictionIn(clientId, clientSecret, accessToken);
  if (contradiction) return invalid(contradiction);
  const api = address('CARTO_API_BASE_URL', value('CARTO_API_BASE_URL'), EXAMPLE_API);
  if (api.kind === 'invalid') return api;
  const apiBaseUrl = api.url;
  if (accessToken !== '') {
    const token = readPastedToken(accessToken, now);
    if (token.kind === 'oauth') return { kind: 'token', accessToken: token.token, apiBaseUrl };
    return invalid(
      `CARTO_ACCESS_TOKEN cannot be used: ${english(token.says)}. Set it to an OAuth Access Token, or unset it and set ` +
        'CARTO_CLIENT_ID and CARTO_CLIENT_SECRET.',
    );
  }
  const oauth = address(
    'CARTO_OAUTH_TOKEN_URL',
    value('CARTO_OAUTH_TOKEN_URL'),
    CARTO_OAUTH.tokenUrl,
  );
  if (oauth.kind === 'invalid') return oauth;
  if (oauth.url !== undefined && apiBaseUrl === undefined) {
    // CARTO knows nothing of another's account, and is not to see its tokens.
    return invalid(
      'CARTO_OAUTH_TOKEN_URL is set and CARTO_API_BASE_URL is not. Set CARTO_API_BASE_URL to the address of the APIs of the same account.',
    );
  }
  const server = oauth.url === undefined ? CARTO_OAUTH : oauthServerOf(oauth.url);
  return { kind: 'machine', clientId, clientSecret, server, apiBaseUrl };
}

const EXAMPLE_API = 'https://gcp-us-east1.api.carto.com';

/** Why the variables name no account, or more than one; an empty one is missing. */
function contradictionIn(id: string, secret: string, token: string): string | undefined {
  if (id !== '' && secret !== '' && token !== '') {
    return (
      'Two accounts are named: one by CARTO_CLIENT_ID and CARTO_CLIENT_SECRET, one by CARTO_ACCESS_TOKEN. ' +
      'Unset CARTO_ACCESS_TOKEN, or the other two.'
    );
  }
  if ((id === '') !== (secret === '')) {
    const [set, missing] =
      id === ''
        ? ['CARTO_CLIENT_SECRET', 'CARTO_CLIENT_ID']
        : ['CARTO_CLIENT_ID', 'CARTO_CLIENT_SECRET'];
    const otherwise = token === '' ? '' : `, or unset ${set} to use CARTO_ACCESS_TOKEN`;
    return `${set} is set and ${missing} is not. Set ${missing} too${otherwise}.`;
  }
  if (id === '' && token === '') {
    return (
      'No account is named. Set CARTO_CLIENT_ID and CARTO_CLIENT_SECRET to what the Workspace shows under ' +
      'Developers > Credentials, or CARTO_ACCESS_TOKEN to an OAuth Access Token.'
    );
  }
  return undefined;
}

type Address =
  | { readonly kind: 'url'; readonly url: string | undefined }
  | { readonly kind: 'invalid'; readonly says: string };

/** An address that a variable holds; none where it is empty. */
function address(variable: string, text: string, example: string): Address {
  if (text === '') return { kind: 'url', url: undefined };
  const base = parseBaseUrl(text);
  if (base.kind === 'url') return base;
  return invalid(
    `${variable} cannot be used: ${english(base.says)}. Set it to an address like ${example}, or unset it.`,
  );
}

function invalid(says: string): { readonly kind: 'invalid'; readonly says: string } {
  return { kind: 'invalid', says };
}
