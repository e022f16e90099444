import * as vscode from 'vscode';
import { hostOf, KIND_NAMES } from '../accounts/account.ts';
import type { AccountNode, CredentialNode, MessageNode, TreeNode } from './node.ts';

/** How a node looks. Its id is the same after a refresh, and no secret. */
export function treeItem(node: TreeNode): vscode.TreeItem {
  switch (node.kind) {
    case 'account':
      return accountItem(node);
    case 'credential':
      return credentialItem(node);
    case 'empty':
    case 'failure':
      return messageItem(node);
  }
}

function accountItem({ account }: AccountNode): vscode.TreeItem {
  const item = new vscode.TreeItem(account.label, vscode.TreeItemCollapsibleState.Expanded);
  item.id = account.id;
  item.description = hostOf(account);
  item.tooltip = `${account.label}\n${KIND_NAMES[account.kind]}, ${hostOf(account)}`;
  item.iconPath = new vscode.ThemeIcon(account.kind === 'sandbox' ? 'beaker' : 'account');
  item.contextValue = 'account';
  return item;
}

function credentialItem({ account, credential }: CredentialNode): vscode.TreeItem {
  const item = new vscode.TreeItem(credential.name);
  item.id = `${account.id}/${credential.id}`;
  item.description =
    credential.kind === 'token' ? (credential.apis?.join(', ') ?? '') : `${credential.type} key`;
  item.iconPath = new vscode.ThemeIcon('key');
  item.contextValue = credential.kind;
  return item;
}

function messageItem({ kind, account, text, detail, needsSignIn }: MessageNode): vscode.TreeItem {
  const item = new vscode.TreeItem(text);
  item.id = `${account.id}/message`;
  item.tooltip = detail;
  if (kind === 'failure') item.iconPath = new vscode.ThemeIcon('warning');
  if (needsSignIn) {
    item.command = {
      title: 'Sign In Again',
      command: 'cartotoken.signInAgain',
      arguments: [account],
    };
  }
  return item;
}
