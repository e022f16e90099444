import * as vscode from 'vscode';
import { parseBaseUrl } from '../../../core/carto/base-url.ts';
import { REGIONS } from '../../../core/carto/regions.ts';
import { translated } from '../../translated.ts';
import type { InputPage, Page, PickPage, Values } from '../../wizards/wizard.ts';

const REGION: PickPage = {
  kind: 'pick',
  id: 'region',
  placeholder: vscode.l10n.t('Where is the account?'),
  items: [
    {
      value: 'found',
      label: vscode.l10n.t('Find out from the account'),
      detail: vscode.l10n.t('Right for all of CARTO’s cloud.'),
    },
    ...REGIONS.map(({ name, apiBaseUrl }) => ({
      value: apiBaseUrl,
      label: translated(name),
      description: new URL(apiBaseUrl).host,
    })),
    {
      value: 'typed',
      label: vscode.l10n.t('Another region, or self-hosted…'),
      detail: vscode.l10n.t('The address of its APIs is asked next.'),
    },
  ],
};

/**
 * The pages that ask where an account is.
 *
 * @param more asked where the address is typed, since nothing is known of what is there
 */
export function wherePages(values: Values, more?: InputPage): Page[] {
  if (values[REGION.id] !== 'typed') return [REGION];
  return [
    REGION,
    addressPage({
      id: 'apiBaseUrl',
      prompt: vscode.l10n.t(
        'The base address of its APIs, as Developers shows it in the Workspace.',
      ),
      placeholder: 'https://carto.example.com/api',
    }),
    ...(more ? [more] : []),
  ];
}

/** Asks for an address that credentials may be sent to. */
export function addressPage(page: Omit<InputPage, 'kind' | 'validate'>): InputPage {
  return { ...page, kind: 'input', validate: faultOfAddress };
}

function faultOfAddress(typed: string): string | undefined {
  const base = parseBaseUrl(typed);
  return base.kind === 'url'
    ? undefined
    : vscode.l10n.t('This is no address to send credentials to: {0}.', translated(base.says));
}

/** The address of the APIs that was chosen or typed; undefined where the account is to tell. */
export function chosenApiBaseUrl(values: Values): string | undefined {
  switch (values[REGION.id]) {
    case undefined:
    case 'found':
      return undefined;
    case 'typed':
      return typedAddress(values['apiBaseUrl']);
    default:
      return values[REGION.id];
  }
}

/** An address as it is used: it was judged when it was typed. */
export function typedAddress(typed: string | undefined): string {
  const base = parseBaseUrl(typed ?? '');
  if (base.kind === 'invalid')
    throw new Error(vscode.l10n.t('The address is of no use: {0}.', translated(base.says)));
  return base.url;
}
