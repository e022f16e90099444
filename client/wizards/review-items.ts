import * as vscode from 'vscode';
import type { Problem, Severity } from '../../core/problem.ts';
import { shown } from '../../core/wording.ts';
import type { Account } from '../accounts/account.ts';
import type { PickItem } from './page.ts';

type Item<V extends object> = PickItem<'create', V>;

/** Where what is reviewed is entered. */
export interface Ways<V extends object> {
  /** The page of each property of the body. */
  readonly properties: Readonly<Record<string, keyof V & string>>;
  /** What is missing stands nowhere: where rules lead to, by how their ids begin. */
  readonly rules: readonly (readonly [string, keyof V & string])[];
  readonly otherwise: keyof V & string;
}

const ICONS: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'info',
  hint: 'lightbulb',
};

/** What makes it, unless CARTO would refuse it. @param name nothing where CARTO makes one up */
export function createItem<V extends object>(
  name: string | undefined,
  { label }: Account,
  problems: readonly Problem[],
): Item<V> {
  return {
    value: 'create',
    label: vscode.l10n.t('Create {0}', name ? shown(name) : vscode.l10n.t('the token')),
    description: label,
    iconPath: new vscode.ThemeIcon('check'),
    alwaysShow: true,
    refusal: problems.some(({ severity }) => severity === 'error')
      ? vscode.l10n.t('CARTO would refuse this. Choose what is marked as an error, and mend it.')
      : undefined,
  };
}

export function signInItem<V extends object>(account: Account): Item<V> {
  return {
    label: vscode.l10n.t('Sign in to {0} again', account.label),
    iconPath: new vscode.ThemeIcon('account'),
    alwaysShow: true,
    async leadsTo() {
      await vscode.commands.executeCommand('cartotoken.signInAgain', account);
      return { to: 'same' };
    },
  };
}

/** What the rules say, each leading to where it is mended. @param text as `declarationText` lays it out */
export function findingItems<V extends object>(
  problems: readonly Problem[],
  text: string,
  { properties, rules, otherwise }: Ways<V>,
): Item<V>[] {
  return problems.map(({ rule, severity, message, span }) => {
    const [, known] = rules.find(([start]) => rule.startsWith(start)) ?? [];
    const page = known ?? properties[propertyAt(text, span.start)] ?? otherwise;
    return {
      label: rule,
      detail: message,
      iconPath: new vscode.ThemeIcon(ICONS[severity]),
      leadsTo: () => ({ to: { page }, says: message }),
    };
  });
}

/** A line that leads to where what it says is changed. */
export function leading<V extends object>(
  page: keyof V & string,
  label: string,
  detail: string,
): Item<V> {
  return { label, detail, leadsTo: () => ({ to: { page } }) };
}

export function under<V extends object>(label: string, items: readonly Item<V>[]): Item<V>[] {
  return items.length > 0 ? [{ label, kind: vscode.QuickPickItemKind.Separator }, ...items] : [];
}

/** The property of the body that a place in its text belongs to. */
function propertyAt(text: string, offset: number): string {
  const lines = text.slice(0, offset).matchAll(/^ {2}"(\w+)"/gm);
  return [...lines].at(-1)?.[1] ?? '';
}
