import * as vscode from 'vscode';
import { hostOf, KIND_NAMES } from '../accounts/account.ts';
import { SIGN_IN_AGAIN } from '../failures.ts';
import { credentialItem } from './credential-item.ts';
import { LOOKS, themeIcon } from './looks.ts';
import type { AccountNode, GroupNode, MessageNode, TreeNode } from './node.ts';
import { idOf } from './node-id.ts';
import { partItem } from './part-item.ts';

/** How a node looks. Its tooltip is made when it is wanted: see tooltip.ts. */
export function treeItem(node: TreeNode, now = new Date()): vscode.TreeItem {
  const item = itemOf(node, now);
  item.id = idOf(node);
  return item;
}

function itemOf(node: TreeNode, now: Date): vscode.TreeItem {
  switch (node.kind) {
    case 'account':
      return accountItem(node);
    case 'group':
      return groupItem(node);
    case 'credential':
      return credentialItem(node, now);
    case 'empty':
    case 'failure':
    case 'kept':
      return messageItem(node);
    default:
      return partItem(node, now);
  }
}

function accountItem({ account }: AccountNode): vscode.TreeItem {
  const item = new vscode.TreeItem(account.label, vscode.TreeItemCollapsibleState.Expanded);
  item.description = hostOf(account);
  item.tooltip = `${account.label}\n${KIND_NAMES[account.kind]}, ${hostOf(account)}`;
  item.iconPath = new vscode.ThemeIcon(account.kind === 'sandbox' ? 'beaker' : 'account');
  item.contextValue = `account ${family(account.kind)}`;
  return item;
}

/** What kinds of credentials an account has, for menus: the sandbox has both. */
function family(kind: AccountNode['account']['kind']): 'carto' | 'engine' | 'sandbox' {
  return kind === 'engine' || kind === 'sandbox' ? kind : 'carto';
}

function groupItem({ standing, credentials }: GroupNode): vscode.TreeItem {
  const look = LOOKS[standing];
  const item = new vscode.TreeItem(look.short, vscode.TreeItemCollapsibleState.Expanded);
  item.description = String(credentials.length);
  item.tooltip = look.long;
  item.iconPath = themeIcon(look);
  item.contextValue = 'group';
  item.accessibilityInformation = { label: `${look.long} ${credentials.length}` };
  return item;
}

function messageItem({
  kind,
  account,
  text,
  note,
  detail,
  needsSignIn,
}: MessageNode): vscode.TreeItem {
  const item = new vscode.TreeItem(text);
  if (note) item.description = note;
  item.tooltip = detail;
  if (kind !== 'empty') item.iconPath = new vscode.ThemeIcon('warning');
  item.contextValue = 'message';
  if (needsSignIn) {
    item.command = {
      title: SIGN_IN_AGAIN,
      command: 'cartotoken.signInAgain',
      arguments: [account],
    };
  }
  return item;
}
