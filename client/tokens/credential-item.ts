import * as vscode from 'vscode';
import { keyLimits } from '../../core/carto/key-grants.ts';
import { expiryOf } from '../../core/carto/restriction.ts';
import { standingOf } from '../../core/carto/standing.ts';
import { shown } from '../../core/wording.ts';
import type { Credential } from '../accounts/credentials.ts';
import { iconOf, LOOKS } from './looks.ts';
import { fromNow } from './moments.ts';
import type { CredentialNode } from './node.ts';

/** How an access token or an API key looks: its name, and at a glance how restricted it is. */
export function credentialItem({ credential }: CredentialNode, now: Date): vscode.TreeItem {
  const item = new vscode.TreeItem(credential.name, vscode.TreeItemCollapsibleState.Collapsed);
  const expires = expiresOf(credential);
  const standing = standingOf({ reach: credential.reach, expires }, now);
  const expiry = expiryOf(expires, now);
  const { short, long } = LOOKS[standing];
  const ending = expiry === 'soon' ? [endingOf(expires, now)] : [];
  const apis = apisOf(credential).map(shown).join(', ');
  item.description = [...ending, short, apis].filter(Boolean).join(' · ');
  item.iconPath = iconOf(standing, expiry);
  item.contextValue = credential.kind === 'token' ? 'token' : `key ${credential.type}`;
  const kind =
    credential.kind === 'token' ? vscode.l10n.t('access token') : vscode.l10n.t('API key');
  item.accessibilityInformation = {
    label: [`${credential.name}, ${kind}`, long, ...ending, apis].filter(Boolean).join(' '),
  };
  return item;
}

/** When a credential ends; API keys never do. */
export function expiresOf(credential: Credential): string | undefined {
  return credential.kind === 'token' ? credential.expires : undefined;
}

function apisOf(credential: Credential): readonly string[] {
  if (credential.kind === 'token') return credential.apis ?? [];
  return keyLimits(credential.grants ?? []).apis;
}

function endingOf(expires: string | undefined, now: Date): string {
  return vscode.l10n.t('expires {0}', fromNow(Date.parse(expires ?? ''), now));
}
