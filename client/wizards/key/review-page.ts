import * as vscode from 'vscode';
import type { KeyBody } from '../../../core/carto/auth-api.ts';
import { keyTableName } from '../../../core/carto/key-grants.ts';
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
import { bodyOfKeyDraft, type KeyDraft, schemasIn } from './key-draft.ts';
import type { KeySurroundings } from './key-pages.ts';

const WAYS: Ways<KeyDraft> = {
  properties: { grants: 'tables' },
  rules: [
    ['key-permission', 'tables'],
    ['key-select', 'tables'],
    ['key-service', 'services'],
    ['key-api', 'apis'],
    ['key-grant', 'apis'],
  ],
  otherwise: 'name',
};

const line = leading<KeyDraft>;

/** What is about to be made: what it can do, and what the rules say of it. Every line leads to where it is changed. */
export function reviewPage(
  draft: KeyDraft,
  account: Account,
  { needsSignIn }: Pick<KeySurroundings, 'needsSignIn'>,
  before: KeyBody['grants'] = [],
): Page<KeyDraft> {
  const body = bodyOfKeyDraft(draft, before);
  const problems = problemsOfBody(body, conditionsOf(undefined));
  const { apis = [], tables = [], schemas = '', services = [] } = draft;
  const none = vscode.l10n.t('none');
  const kept = bodyOfKeyDraft({ name: '' }, before).grants.map(({ type }) => type);
  return {
    kind: 'pick',
    id: 'review',
    placeholder: vscode.l10n.t('Is this right? An API key cannot be changed later.'),
    items: [
      ...(needsSignIn() ? [signInItem<KeyDraft>(account)] : []),
      createItem(body.name, account, problems),
      ...under(vscode.l10n.t('Findings'), findingItems(problems, declarationText(body), WAYS)),
      ...under(
        vscode.l10n.t('Tables'),
        tables.map((table) =>
          line('tables', shown(keyTableName(table)), table.permissions.join(', ')),
        ),
      ),
      ...under(vscode.l10n.t('Limits'), [
        line('apis', vscode.l10n.t('Allowed APIs'), apis.join(', ') || none),
        line(
          'schemas',
          vscode.l10n.t('Creates tables in'),
          schemasIn(schemas).map(shown).join(', ') || none,
        ),
        line('services', vscode.l10n.t('Data services'), services.join(', ') || none),
        ...(kept.length > 0
          ? [
              {
                label: vscode.l10n.t('Taken over from the other key'),
                detail: kept.map(shown).join(', '),
              },
            ]
          : []),
      ]),
    ],
  };
}
