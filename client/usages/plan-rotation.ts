import * as vscode from 'vscode';
import { freeName } from '../../core/carto/free-name.ts';
import { parseDateTime } from '../../core/declarations/date-time.ts';
import { shown } from '../../core/wording.ts';
import type { Account } from '../accounts/account.ts';
import type { TokenNode } from '../tokens/node.ts';
import { type Page, runWizard, type Values } from '../wizards/wizard.ts';
import type { Rotation } from './rotation.ts';

/** What stands for a date that is typed. */
const OTHER = 'other';
const NEVER = '';

/**
 * Asks what the new token is to be called and, where the old one expires, when it is to: neither can be changed later
 * without breaking something.
 *
 * @param taken the names of the account's tokens
 * @returns undefined where the user has cancelled
 */
export async function planRotation(
  node: TokenNode,
  taken: readonly string[],
  now: Date,
): Promise<Rotation | undefined> {
  const { account, credential } = node;
  const { id, name, fingerprint } = credential;
  const title = vscode.l10n.t('Rotate {0} ({1})', name, account.label);
  const values = await runWizard(title, (entered) => pages(node, taken, now, entered));
  if (!values) return undefined;
  const { name: nextName = '', expiry = NEVER, date } = values;
  const expires = expiry === OTHER ? date : expiry;
  return {
    account: account.id,
    old: { id, name, fingerprint },
    next: { name: nextName, ...(expires ? { expires } : {}) },
    step: 'create',
  };
}

function pages(
  { account, credential: { name, createdAt, expires } }: TokenNode,
  taken: readonly string[],
  now: Date,
  entered: Values,
): Page[] {
  const namePage: Page = {
    id: 'name',
    kind: 'input',
    prompt: vscode.l10n.t('The name of the new token, which has the same restrictions.'),
    value: freeName(name, taken),
    validate: (value) => nameFault(value, account, taken),
  };
  if (expires === undefined) return [namePage];
  const expiryPage: Page = {
    id: 'expiry',
    kind: 'pick',
    placeholder: vscode.l10n.t('When is the new token to expire? That cannot be changed later.'),
    items: [
      ...offeredDates(createdAt, expires, now),
      { label: vscode.l10n.t('Another date…'), value: OTHER },
      { label: vscode.l10n.t('Never'), value: NEVER },
    ],
  };
  const datePage: Page = {
    id: 'date',
    kind: 'input',
    prompt: vscode.l10n.t('When the new token expires, as in 2030-01-31T00:00:00Z.'),
    validate: (value) => dateFault(value, now),
  };
  return [namePage, expiryPage, ...(entered['expiry'] === OTHER ? [datePage] : [])];
}

function nameFault(name: string, { label }: Account, taken: readonly string[]): string | undefined {
  if (name === '')
    return vscode.l10n.t('A name is needed: it tells the new token from the old one.');
  return taken.includes(name)
    ? vscode.l10n.t('{0} has a token called {1} already. Choose another name.', label, shown(name))
    : undefined;
}

function dateFault(value: string, now: Date): string | undefined {
  const date = parseDateTime(value);
  if (!date) return vscode.l10n.t('This is no date and time. Write it as 2030-01-31T00:00:00Z.');
  return date > now ? undefined : vscode.l10n.t('This is not in the future. Choose a later date.');
}

/** The same date, where that is to come, and the same time to live. */
function offeredDates(createdAt: string | undefined, expires: string, now: Date) {
  const end = Date.parse(expires);
  const life = end - Date.parse(createdAt ?? '');
  const same = end > now.getTime() && {
    label: vscode.l10n.t('On the same date'),
    description: expires,
    value: expires,
  };
  const extended = life > 0 ? new Date(now.getTime() + life).toISOString() : undefined;
  const asLong = extended !== undefined && {
    label: vscode.l10n.t('After as long a time'),
    description: extended,
    value: extended,
  };
  return [same, asLong].filter((item) => item !== false);
}
