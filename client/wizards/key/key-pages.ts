import * as vscode from 'vscode';
import type { KeyBody } from '../../../core/carto/auth-api.ts';
import { DATA_SERVICES, isReservedKeyName, KEY_APIS } from '../../../core/carto/engine.ts';
import { shown } from '../../../core/wording.ts';
import type { Account } from '../../accounts/account.ts';
import type { Page } from '../page.ts';
import { accountPage } from '../token/account-page.ts';
import { accountOf } from '../token/token-pages.ts';
import type { KeyDraft } from './key-draft.ts';
import { reviewPage } from './review-page.ts';
import { tablesPage } from './tables-page.ts';

/** What asking for an API key needs to know of the accounts that it may be in. */
export interface KeySurroundings {
  /** Those that can have keys; a single one is not asked for. */
  readonly accounts: readonly Account[];
  /** What the account's keys are called. @throws why they cannot be listed */
  names(account: Account): Promise<readonly string[]>;
  /** Whether the account has to be signed in to again before the key can be made. */
  needsSignIn(): boolean;
}

/**
 * The pages that ask for an API key.
 *
 * @param before the grants of the key in whose place it is to be
 */
export function keyPages(
  title: string,
  surroundings: KeySurroundings,
  before?: KeyBody['grants'],
): (draft: KeyDraft) => Page<KeyDraft>[] {
  const { accounts } = surroundings;
  return (draft) => {
    const first = accounts.length > 1 ? [accountPage(accounts)] : [];
    const account = accountOf(surroundings, draft);
    if (!account) return first;
    return [
      ...first,
      namePage(account, surroundings),
      apisPage(),
      tablesPage(title, draft),
      schemasPage(),
      servicesPage(),
      reviewPage(draft, account, surroundings, before),
    ];
  };
}

/** Names are unique among the keys of an account; where they cannot be listed, CARTO says so when it is asked. */
function namePage(account: Account, { names }: KeySurroundings): Page<KeyDraft> {
  return {
    kind: 'input',
    id: 'name',
    prompt: vscode.l10n.t('What is the key to be called? Name it after what it is for.'),
    placeholder: 'public-map',
    validate(name) {
      if (!name) return vscode.l10n.t('CARTO Engine creates no key without a name.');
      return isReservedKeyName(name)
        ? vscode.l10n.t('Every user has a key called {0} already. Choose another name.', name)
        : undefined;
    },
    async check({ name = '' }) {
      const taken = await names(account).catch((): string[] => []);
      return taken.includes(name)
        ? vscode.l10n.t(
            '{0} has a key called {1} already. Choose another name.',
            account.label,
            shown(name),
          )
        : undefined;
    },
  };
}

function apisPage(): Page<KeyDraft> {
  const details: Readonly<Record<(typeof KEY_APIS)[number], string>> = {
    sql: vscode.l10n.t('Runs queries, and calls data services.'),
    maps: vscode.l10n.t('Draws tables and queries on maps.'),
  };
  const labels = { sql: 'SQL API', maps: 'Maps API' };
  return {
    kind: 'many',
    id: 'apis',
    placeholder: vscode.l10n.t('Which APIs does your code call?'),
    none: vscode.l10n.t('Without an API the key can do nothing: choose at least one.'),
    items: KEY_APIS.map((api) => ({ value: api, label: labels[api], detail: details[api] })),
  };
}

function schemasPage(): Page<KeyDraft> {
  return {
    kind: 'input',
    id: 'schemas',
    prompt: vscode.l10n.t(
      'Is the key to create tables? Then write the schemas that it may create them in, with commas between them. Mostly it is not: leave this empty.',
    ),
    placeholder: 'public',
  };
}

function servicesPage(): Page<KeyDraft> {
  const labels: Readonly<Record<(typeof DATA_SERVICES)[number], string>> = {
    geocoding: vscode.l10n.t('Geocoding'),
    routing: vscode.l10n.t('Routing'),
    isolines: vscode.l10n.t('Isolines'),
    observatory: vscode.l10n.t('Data Observatory'),
  };
  return {
    kind: 'many',
    id: 'services',
    placeholder: vscode.l10n.t('Which data services may the key use? None is an answer, too.'),
    items: DATA_SERVICES.map((service) => ({
      value: service,
      label: labels[service],
      description: service,
    })),
  };
}
