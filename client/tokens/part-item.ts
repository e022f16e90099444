import * as vscode from 'vscode';
import { keyLimits, keyTableName } from '../../core/carto/key-grants.ts';
import { expiryOf } from '../../core/carto/restriction.ts';
import { parseSource, type Source } from '../../core/carto/sources.ts';
import { shown } from '../../core/wording.ts';
import { LOOKS, themeIcon } from './looks.ts';
import { fromNow, moment } from './moments.ts';
import type {
  AccountNode,
  CredentialNode,
  GrantNode,
  GroupNode,
  KeyPartNode,
  MessageNode,
  PartNode,
  TreeNode,
} from './node.ts';

/** What stands below a credential. */
export type BelowCredential = Exclude<
  TreeNode,
  AccountNode | GroupNode | CredentialNode | MessageNode
>;

const { None, Collapsed } = vscode.TreeItemCollapsibleState;

/** How what stands below a credential looks. */
export function partItem(node: BelowCredential, now: Date): vscode.TreeItem {
  switch (node.kind) {
    case 'apis':
    case 'grants':
    case 'referers':
    case 'expires':
      return tokenPart(node, now);
    case 'connection': {
      const item = new vscode.TreeItem(shown(node.connection), Collapsed);
      item.iconPath = themeIcon({ icon: 'plug' });
      return withContext(item, 'connection', vscode.l10n.t('connection {0}', String(item.label)));
    }
    case 'grant':
      return grantItem(node);
    case 'referer': {
      const item = new vscode.TreeItem(shown(node.referer));
      item.iconPath = themeIcon({ icon: 'link' });
      return withContext(item, 'referer');
    }
    case 'key-apis':
    case 'key-tables':
    case 'key-services':
      return keyPart(node);
    case 'key-table': {
      const item = new vscode.TreeItem(shown(keyTableName(node.table)));
      item.iconPath = themeIcon({
        icon: node.table.name === undefined ? 'symbol-namespace' : 'table',
      });
      item.description = listed(node.table.permissions);
      return withContext(item, 'given');
    }
  }
}

function tokenPart({ kind, credential }: PartNode, now: Date): vscode.TreeItem {
  const { apis, grants, referers, expires } = credential;
  switch (kind) {
    case 'apis': {
      const item = new vscode.TreeItem(vscode.l10n.t('Allowed APIs'));
      item.description = listed(apis);
      item.iconPath = themeIcon({ icon: 'server' });
      return withContext(item, kind);
    }
    case 'grants': {
      const item = list(vscode.l10n.t('Grants'), grants);
      item.iconPath = themeIcon({ icon: 'database' });
      return withContext(item, kind);
    }
    case 'referers': {
      const item = list(vscode.l10n.t('Referers'), referers, vscode.l10n.t('any website'));
      item.iconPath = themeIcon({ icon: 'globe' });
      return withContext(item, kind);
    }
    case 'expires': {
      const item = new vscode.TreeItem(vscode.l10n.t('Expires'));
      item.description = expiring(expires, now);
      item.iconPath = themeIcon({ icon: 'watch' });
      return withContext(item, kind);
    }
  }
}

function grantItem({ grant }: GrantNode): vscode.TreeItem {
  const source = parseSource(grant.source);
  const { icon, label, kind } = grantLook(source, grant.source);
  const item = new vscode.TreeItem(label);
  item.iconPath = icon;
  return withContext(item, 'grant', `${label}, ${kind}`);
}

function grantLook(source: Source, written: string) {
  switch (source.kind) {
    case 'table':
      return {
        icon: themeIcon({ icon: 'table' }),
        label: shown(written),
        kind: vscode.l10n.t('table'),
      };
    case 'query':
      return {
        icon: themeIcon({ icon: 'code' }),
        label: shown(written),
        kind: vscode.l10n.t('query'),
      };
    case 'all-sources':
      return {
        icon: themeIcon(LOOKS['all-sources']),
        label: vscode.l10n.t('All sources'),
        kind: vscode.l10n.t('everything that the connection reaches'),
      };
    case 'invalid':
      return {
        icon: themeIcon({ icon: 'question' }),
        label: shown(written) || vscode.l10n.t('none'),
        kind: vscode.l10n.t('neither a table nor a query'),
      };
  }
}

function keyPart({ kind, credential }: KeyPartNode): vscode.TreeItem {
  const limits = credential.grants && keyLimits(credential.grants);
  switch (kind) {
    case 'key-apis': {
      const item = new vscode.TreeItem(vscode.l10n.t('Allowed APIs'));
      item.description = listed(limits?.apis);
      item.iconPath = themeIcon({ icon: 'server' });
      return withContext(item, 'given');
    }
    case 'key-tables': {
      const item = list(vscode.l10n.t('Tables'), limits?.tables);
      item.iconPath = themeIcon({ icon: 'database' });
      return withContext(item, 'given');
    }
    case 'key-services': {
      const item = new vscode.TreeItem(vscode.l10n.t('Data services'));
      item.description = listed(limits?.services);
      item.iconPath = themeIcon({ icon: 'compass' });
      return withContext(item, 'given');
    }
  }
}

/** A node with as many below it as there are of something; what is empty, or unknown, says so and opens nothing. */
function list(
  label: string,
  entries: readonly unknown[] | undefined,
  none = vscode.l10n.t('none'),
): vscode.TreeItem {
  const isEmpty = !entries || entries.length === 0;
  const item = new vscode.TreeItem(label, isEmpty ? None : Collapsed);
  if (!entries) item.description = vscode.l10n.t('unknown');
  else item.description = isEmpty ? none : String(entries.length);
  return item;
}

function listed(values: readonly string[] | undefined): string {
  if (!values) return vscode.l10n.t('unknown');
  return values.length === 0 ? vscode.l10n.t('none') : values.map(shown).join(', ');
}

function expiring(expires: string | undefined, now: Date): string {
  if (expires === undefined) return vscode.l10n.t('never');
  if (expiryOf(expires, now) === 'unreadable') return moment(expires);
  return `${moment(expires)} (${fromNow(Date.parse(expires), now)})`;
}

/** @param label what a screen reader says, where that is more than what is seen */
function withContext(item: vscode.TreeItem, context: string, label?: string): vscode.TreeItem {
  item.contextValue = context;
  if (label !== undefined) item.accessibilityInformation = { label };
  return item;
}
