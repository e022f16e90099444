import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { CartoError } from '../../../core/carto/error.ts';
import { messageOf } from '../../failures.ts';
import { type Page, runWizard, type Values } from '../../wizards/wizard.ts';
import { type Account, type AccountKind, KIND_NAMES } from '../account.ts';
import type { Secret } from '../secret.ts';
import type { Opened, Services, SignInMethod } from './method.ts';
import { METHODS } from './methods.ts';

/** An account with what opens it, not kept anywhere yet. */
export interface SignedIn {
  readonly account: Account;
  readonly secret: Secret;
}

/**
 * Asks for what opens an account, and opens it.
 *
 * @param others what other accounts are called
 * @returns undefined where the user has cancelled
 * @throws where a way that asks nothing cannot be gone
 */
export async function signIn(
  services: Services,
  others: readonly string[],
  kind?: AccountKind,
): Promise<SignedIn | undefined> {
  let opened: Opened | undefined;
  const open = async (method: SignInMethod, values: Values, signal: AbortSignal) => {
    opened = undefined;
    learnSecrets(method, values, services);
    opened = await method.open(values, services, signal);
    return undefined;
  };
  const pages = (values: Values): Page[] => {
    const method = METHODS.find((each) => each.kind === (kind ?? values['kind']));
    const asked = method?.pages(values, services) ?? [];
    return [
      ...(kind ? [] : [KIND]),
      ...asked.map((page, index) =>
        method && page.kind === 'input' && index === asked.length - 1
          ? { ...page, check: checking((now, signal) => open(method, now, signal)) }
          : page,
      ),
      ...(method && asked.length === 0 ? [] : [labelPage(opened?.label, others)]),
    ];
  };

  const values = await runWizard(vscode.l10n.t('Sign In to CARTO'), pages);
  if (!values) return undefined;
  const method = METHODS.find((each) => each.kind === (kind ?? values['kind']));
  // One that asks nothing; what was opened on the way there and left again is another's.
  if (method && (opened as Opened | undefined)?.account.kind !== method.kind) {
    await open(method, values, new AbortController().signal);
  }
  if (!opened) return undefined;
  const { account, secret, label } = opened as Opened;
  return {
    account: { ...account, id: randomUUID(), label: values['label'] ?? free(label, others) },
    secret,
  };
}

/**
 * Asks again for what opens an account, and opens it: only the page with its secret.
 *
 * @returns undefined where the user has cancelled
 */
export async function signInAgain(
  services: Services,
  account: Account,
): Promise<SignedIn | undefined> {
  const method = METHODS.find(({ kind }) => kind === account.kind);
  const known = valuesOf(account);
  let opened: Opened | undefined;
  const values = await runWizard(vscode.l10n.t('Sign In Again to {0}', account.label), () => {
    const page = method?.pages(known, services).at(-1);
    if (!method || page?.kind !== 'input') return [];
    const check = checking(async (entered, signal) => {
      opened = undefined;
      learnSecrets(method, { ...known, ...entered }, services);
      const answer = await method.open({ ...known, ...entered }, services, signal);
      const before = userIn(account);
      const now = userIn(answer.account);
      if (before !== now) {
        return vscode.l10n.t(
          'This is {0}, and the account is of {1}. Sign in as who it is of, or sign in anew.',
          now ?? vscode.l10n.t('somebody else'),
          before ?? vscode.l10n.t('another user'),
        );
      }
      opened = answer;
      return undefined;
    });
    return [{ ...page, check }];
  });
  if (!values) return undefined;
  opened ??= await method?.open(known, services, new AbortController().signal);
  const { id, label } = account;
  return opened && { account: { ...opened.account, id, label }, secret: opened.secret };
}

/** Before anything is done with it, also where it turns out to be wrong: it may be good elsewhere. */
function learnSecrets(method: SignInMethod, values: Values, services: Services): void {
  for (const page of method.pages(values, services)) {
    const value = page.kind === 'input' && page.isSecret ? values[page.id] : undefined;
    if (value) services.learn(value);
  }
}

const KIND: Page = {
  kind: 'pick',
  id: 'kind',
  placeholder: vscode.l10n.t('How do you want to sign in?'),
  items: METHODS.map(({ kind, detail }) => ({ value: kind, label: KIND_NAMES[kind], detail })),
};

function labelPage(suggestion: string | undefined, others: readonly string[]): Page {
  return {
    kind: 'input',
    id: 'label',
    value: free(suggestion ?? '', others),
    prompt: vscode.l10n.t('The account answers. What is it to be called here?'),
    validate(value) {
      if (!value) return vscode.l10n.t('It needs a name.');
      return others.includes(value)
        ? vscode.l10n.t('Another account is called {0}.', value)
        : undefined;
    },
  };
}

/** A name that no other account has. */
function free(label: string, others: readonly string[]): string {
  if (!others.includes(label)) return label;
  let number = 2;
  while (others.includes(`${label} (${number})`)) number += 1;
  return `${label} (${number})`;
}

/** A page's check that says what CARTO says against it. */
function checking(open: (values: Values, signal: AbortSignal) => Promise<string | undefined>) {
  return async (values: Values, signal: AbortSignal): Promise<string | undefined> => {
    try {
      return await open(values, signal);
    } catch (error) {
      if (error instanceof CartoError) return messageOf(error);
      throw error;
    }
  };
}

function userIn(account: Opened['account'] | Account): string | undefined {
  return 'user' in account ? account.user : undefined;
}

/** What would have been entered to come to an account, but for its secret. */
function valuesOf(account: Account): Values {
  switch (account.kind) {
    case 'machine':
    case 'browser':
    case 'pasted':
      return { ...account, region: 'typed' } as Values;
    case 'engine':
      return { hosting: 'premises', address: account.baseUrl, username: account.username };
    case 'sandbox':
      return {};
  }
}
