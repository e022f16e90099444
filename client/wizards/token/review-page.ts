import * as vscode from 'vscode';
import { declarationText } from '../../../core/declarations/body.ts';
import { problemsOfBody } from '../../../core/declarations/body-problems.ts';
import { shown } from '../../../core/wording.ts';
import type { Account } from '../../accounts/account.ts';
import { conditionsOf } from '../../conditions.ts';
import type { Page } from '../page.ts';
import {
  createItem,
  findingItems,
  leading,
  signInItem,
  under,
  type Ways,
} from '../review-items.ts';
import { accessWords } from './access-words.ts';
import { limitWords } from './limit-words.ts';
import type { TokenSurroundings } from './surroundings.ts';
import { bodyOfDraft, type TokenDraft } from './token-draft.ts';

const WAYS: Ways<TokenDraft> = {
  properties: {
    allowed_apis: 'apis',
    grants: 'grants',
    referers: 'referers',
    expiration_date: 'expiry',
  },
  rules: [
    ['api', 'apis'],
    ['grant', 'grants'],
    ['referer', 'referers'],
  ],
  otherwise: 'name',
};

const line = leading<TokenDraft>;

/** What is about to be made: what it can do, and what the rules say of it. Every line leads to where it is changed. */
export function reviewPage(
  draft: TokenDraft,
  account: Account,
  now: Date,
  { knownConnections, needsSignIn }: TokenSurroundings,
): Page<TokenDraft> {
  const body = bodyOfDraft(draft, now);
  const { name, grants } = body;
  const { apis = [] } = draft;
  const problems = problemsOfBody(body, conditionsOf(knownConnections(account)));
  const access = grants.map(({ connection_name, source }) => ({
    ...line('grants', shown(source), accessWords(source, apis)),
    description: shown(connection_name),
  }));
  return {
    kind: 'pick',
    id: 'review',
    placeholder: vscode.l10n.t('Is this right?'),
    items: [
      ...(needsSignIn() ? [signInItem<TokenDraft>(account)] : []),
      createItem(name, account, problems),
      ...under(vscode.l10n.t('Findings'), findingItems(problems, declarationText(body), WAYS)),
      ...under(vscode.l10n.t('Access'), access),
      ...under(
        vscode.l10n.t('Limits'),
        limitWords(body).map(({ what, label, value }) => line(what, label, value)),
      ),
    ],
  };
}
