import * as vscode from 'vscode';
import { readPastedToken, userOf } from '../../../core/carto/oauth-token.ts';
import type { Phrase } from '../../../core/phrase.ts';
import { translated } from '../../translated.ts';
import type { SignInMethod } from './method.ts';
import { openCarto } from './open-carto.ts';
import { chosenApiBaseUrl, wherePages } from './where.ts';

/** CARTO, pasted OAuth token: for a quick look, since it lives for about a day and cannot be renewed. */
export const pasted: SignInMethod = {
  kind: 'pasted',
  detail: vscode.l10n.t('For a quick look: it lives for about a day.'),
  pages: (values) => [
    ...wherePages(values),
    {
      kind: 'input',
      id: 'token',
      prompt: vscode.l10n.t(
        'An OAuth Access Token, which acts with all of your rights. It is kept in the system’s keyring.',
      ),
      isSecret: true,
      validate(value) {
        const read = readPastedToken(value, Date.now());
        return read.kind === 'oauth' ? undefined : noToken(read.says);
      },
    },
  ],

  async open(values, { http }, signal) {
    const read = readPastedToken(values['token'] ?? '', http.now());
    if (read.kind === 'invalid') throw new Error(noToken(read.says));
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

function noToken(says: Phrase): string {
  return vscode.l10n.t('This is no OAuth Access Token: {0}.', translated(says));
}
