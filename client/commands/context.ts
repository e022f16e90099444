import type * as vscode from 'vscode';
import type { Accounts } from '../accounts/accounts.ts';
import type { CredentialClipboard } from '../clipboard.ts';
import type { Log } from '../log.ts';
import type { LanguageServer } from '../server/language-server.ts';
import type { TestPages } from '../testing/test-pages.ts';
import type { ArrangementStore } from '../tokens/arrangement.ts';
import type { CredentialLists } from '../tokens/credential-lists.ts';
import type { TreeNode } from '../tokens/node.ts';

/** What of the extension the sidebar and its commands work with. */
export interface Surroundings {
  readonly extension: vscode.ExtensionContext;
  readonly log: Log;
  readonly server: LanguageServer;
  readonly tokensView: vscode.TreeView<TreeNode>;
}

/** What a command of the sidebar works with. */
export interface CommandContext extends Surroundings {
  readonly accounts: Accounts;
  readonly lists: CredentialLists;
  readonly arrangement: ArrangementStore;
  readonly testPages: TestPages;
  readonly clipboard: CredentialClipboard;
}

/**
 * A command of the sidebar.
 *
 * @param on what it is run on: an item of a view, another command's argument, or nothing, as from the palette
 * @param selected all that are selected, where it is run on one of several
 */
export type SidebarCommand = (
  context: CommandContext,
  on: unknown,
  selected: unknown,
) => Promise<void>;
