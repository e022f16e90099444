import { readPastedToken, userOf } from '../../../core/carto/oauth-token.ts';
import type { SignInMethod } from './method.ts';
import { openCarto } from './open-carto.ts';
import { chosenApiBaseUrl, wherePages } from './where.ts';

/** CARTO, pasted OAuth token: for a quick look, since it lives for about a day and cannot be renewed. */
export const pasted: SignInMethod = {
  kind: 'pasted',
  detail: 'For a quick look: it lives for about a day.',
  pages: (values) => [
    ...wherePages(values),
    {
      kind: 'input',
      id: 'token',
      prompt:
        'An OAuth Access Token, which acts with all of your rights. It is kept in the system’s keyring.',
      isSecret: true,
      validate(value) {
        const read = readPastedToken(value, Date.now());
        return read.kind === 'oauth' ? undefined : `This is no OAuth Access Token: ${read.says}.`;
      },
    },
  ],

  async open(values, { http }, signal) {
    const read = readPastedToken(values['token'] ?? '', http.now());
    if (read.kind === 'invalid') throw new Error(`This is no OAuth Access Token: ${read.says}.`);
    const { token: accessToken, claims } = read;
    const grant = { accessToken, expiresAt: claims.expiresAt };
    const apiBaseUrl = await openCarto(http, grant, chosenApiBaseUrl(values), signal);
    const user = userOf(claims);
    return {
      account: { kind: 'pasted', apiBaseUrl, ...(user ? { user } : {}) },
      secret: { kind: 'pasted', ...grant },
      label: user ?? new URL(apiBaseUrl).host,
    };
  },
};
