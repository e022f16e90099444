import * as vscode from 'vscode';
import { KIND_NAMES } from '../account.ts';
import type { SignInMethod } from './method.ts';

/** The sandbox: nothing is asked. */
export const sandbox: SignInMethod = {
  kind: 'sandbox',
  detail: vscode.l10n.t('A CARTO account on this machine, for trying things: it opens nothing.'),
  pages: () => [],
  async open(_values, { sandbox: host }) {
    await host.addresses();
    return { account: { kind: 'sandbox' }, secret: { kind: 'sandbox' }, label: KIND_NAMES.sandbox };
  },
};
