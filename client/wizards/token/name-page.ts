import * as vscode from 'vscode';
import { shown } from '../../../core/wording.ts';
import type { Account } from '../../accounts/account.ts';
import type { Page } from '../page.ts';
import type { TokenSurroundings } from './surroundings.ts';
import type { TokenDraft } from './token-draft.ts';

/** Names are unique among the tokens of an account; where they cannot be listed, CARTO says so when it is asked. */
export function namePage(account: Account, { names }: TokenSurroundings): Page<TokenDraft> {
  return {
    kind: 'input',
    id: 'name',
    prompt: vscode.l10n.t(
      'What is the token to be called? Name it after what it is for. Left empty, CARTO makes a name up.',
    ),
    placeholder: 'storefront-map',
    async check({ name }) {
      if (!name) return undefined;
      const taken = await names(account).catch((): string[] => []);
      return taken.includes(name)
        ? vscode.l10n.t(
            '{0} has a token called {1} already. Choose another name.',
            account.label,
            shown(name),
          )
        : undefined;
    },
  };
}
