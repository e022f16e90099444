import * as vscode from 'vscode';
import { declarationText } from '../../../core/declarations/body.ts';
import { problemsOfBody } from '../../../core/declarations/body-problems.ts';
import type { Problem, Severity } from '../../../core/problem.ts';
import { shown } from '../../../core/wording.ts';
import type { Account } from '../../accounts/account.ts';
import { conditionsOf } from '../../conditions.ts';
import type { Page, PickItem } from '../page.ts';
import { accessWords } from './access-words.ts';
import { limitsOf } from './limits.ts';
import type { TokenSurroundings } from './surroundings.ts';
import { bodyOfDraft, type TokenDraft } from './token-draft.ts';

type Item = PickItem<'create', TokenDraft>;
type PageId = keyof TokenDraft & string;

/** Where each property is entered. */
const PAGES: Readonly<Record<string, PageId>> = {
  allowed_apis: 'apis',
  grants: 'grants',
  referers: 'referers',
  expiration_date: 'expiry',
};

/** What is missing stands nowhere: where rules on it lead to, by how their ids begin. */
const MISSING: readonly (readonly [string, PageId])[] = [
  ['api', 'apis'],
  ['grant', 'grants'],
  ['referer', 'referers'],
];

const ICONS: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'info',
  hint: 'lightbulb',
};

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
  const text = declarationText(body);
  const problems = problemsOfBody(body, conditionsOf(knownConnections(account)));
  const errors = problems.filter(({ severity }) => severity === 'error').length;

  const create: Item = {
    value: 'create',
    label: vscode.l10n.t('Create {0}', name ? shown(name) : vscode.l10n.t('the token')),
    description: account.label,
    iconPath: new vscode.ThemeIcon('check'),
    alwaysShow: true,
    refusal:
      errors > 0
        ? vscode.l10n.t('CARTO would refuse this. Choose what is marked as an error, and mend it.')
        : undefined,
  };
  const signIn: Item = {
    label: vscode.l10n.t('Sign in to {0} again', account.label),
    iconPath: new vscode.ThemeIcon('account'),
    alwaysShow: true,
    async leadsTo() {
      await vscode.commands.executeCommand('cartotoken.signInAgain', account);
      return { to: 'same' };
    },
  };
  const access = grants.map(({ connection_name, source }): Item => {
    return {
      ...leading('grants', shown(source), accessWords(source, apis)),
      description: shown(connection_name),
    };
  });
  return {
    kind: 'pick',
    id: 'review',
    placeholder: vscode.l10n.t('Is this right?'),
    items: [
      ...(needsSignIn() ? [signIn] : []),
      create,
      ...under(
        vscode.l10n.t('Findings'),
        problems.map((each) => finding(each, text)),
      ),
      ...under(vscode.l10n.t('Access'), access),
      ...under(
        vscode.l10n.t('Limits'),
        limitsOf(body).map(({ what, label, value }) => leading(what, label, value)),
      ),
    ],
  };
}

function finding({ rule, severity, message, span }: Problem, text: string): Item {
  const [, missing] = MISSING.find(([start]) => rule.startsWith(start)) ?? [];
  const page = missing ?? PAGES[propertyAt(text, span.start)] ?? 'name';
  return {
    label: rule,
    detail: message,
    iconPath: new vscode.ThemeIcon(ICONS[severity]),
    leadsTo: () => ({ to: { page }, says: message }),
  };
}

/** The property of the body that a place in its text belongs to. The text is as {@link declarationText} lays it out. */
function propertyAt(text: string, offset: number): string {
  const lines = text.slice(0, offset).matchAll(/^ {2}"(\w+)"/gm);
  return [...lines].at(-1)?.[1] ?? '';
}

/** A line that leads to where what it says is changed. */
function leading(page: PageId, label: string, detail: string): Item {
  return { label, detail, leadsTo: () => ({ to: { page } }) };
}

function under(label: string, items: readonly Item[]): Item[] {
  return items.length > 0 ? [{ label, kind: vscode.QuickPickItemKind.Separator }, ...items] : [];
}
