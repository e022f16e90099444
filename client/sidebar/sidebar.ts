import * as vscode from 'vscode';
import { asRecord } from '../../core/json/record.ts';
import type { Accounts } from '../accounts/accounts.ts';
import { CredentialClipboard } from '../clipboard.ts';
import { COMMANDS } from '../commands/commands.ts';
import type { CommandContext, Surroundings } from '../commands/context.ts';
import { isFound, nodeOfFound } from '../commands/found-credential.ts';
import { TokenFiles } from '../editing/token-files.ts';
import type { Tell } from '../lazy-file-system.ts';
import { TestPages } from '../testing/test-pages.ts';
import { ArrangedLists } from '../tokens/arranged-lists.ts';
import { ArrangementStore } from '../tokens/arrangement.ts';
import { CredentialLists } from '../tokens/credential-lists.ts';
import { Knowledge } from '../tokens/knowledge.ts';
import { Memory } from '../tokens/memory.ts';
import { TokensTree } from '../tokens/tokens-tree.ts';
import { TokensView } from '../tokens/tokens-view.ts';
import type { SidebarCommandId } from './commands.ts';

/**
 * What the sidebar shows, and what is done with what it shows. A bundle of its own, loaded when it is looked at or one of
 * its commands is run.
 */
export class Sidebar implements vscode.Disposable {
  readonly tokens: TokensTree;
  readonly knowledge: Knowledge;
  readonly #context: CommandContext;
  readonly #disposables: vscode.Disposable;
  /** What is being done at the moment: done once, however often it is asked for meanwhile. */
  readonly #running = new Map<string, Promise<void>>();

  constructor(accounts: Accounts, surroundings: Surroundings) {
    const lists = new CredentialLists(accounts);
    const clipboard = new CredentialClipboard(surroundings.log);
    const testPages = new TestPages();
    const arrangement = new ArrangementStore(surroundings.extension.workspaceState);
    const arranged = new ArrangedLists(accounts, lists, arrangement);
    const { extension, log, tokensView } = surroundings;
    this.tokens = new TokensTree(accounts, lists, arrangement, arranged, log);
    this.knowledge = new Knowledge(accounts, lists, new Memory(extension.globalState));
    this.#context = { ...surroundings, accounts, lists, arrangement, testPages, clipboard };
    this.#disposables = vscode.Disposable.from(
      this.tokens,
      this.knowledge,
      new TokensView(tokensView, accounts, lists, arrangement, arranged),
      testPages,
      clipboard,
      arrangement,
      lists,
    );
  }

  /** What reads and saves tokens as files. Whoever asks for it disposes of it. */
  tokenFiles(tell: Tell): TokenFiles {
    return new TokenFiles(this.#context, tell);
  }

  /** Asks all accounts again. */
  async refresh(): Promise<void> {
    const { accounts, lists } = this.#context;
    await Promise.all(accounts.all().map((account) => lists.refresh(account)));
  }

  /**
   * Runs a command; where it is under way already on the same thing, only that: a double click does nothing twice.
   *
   * @param on what it is run on: an item of a view, a credential found in code, or another command's argument
   * @param selected all that are selected, where it is run on one of several
   * @throws what the command throws
   */
  async run(id: SidebarCommandId, on: unknown, selected: unknown): Promise<void> {
    const item = isFound(on) ? await nodeOfFound(this.#context, on) : on;
    const key = `${id} ${identityOf(item)}`;
    const running = this.#running.get(key);
    if (running) return running;
    const run = COMMANDS[id](this.#context, item, selected);
    this.#running.set(key, run);
    try {
      await run;
    } finally {
      this.#running.delete(key);
    }
  }

  dispose(): void {
    this.#disposables.dispose();
  }
}

/** What a node or URI is told apart by: two grants of a token are two things. */
function identityOf(on: unknown): string {
  if (on instanceof vscode.Uri) return on.toString();
  const { account, credential, grant, referer, uri } = asRecord(on) ?? {};
  const ids = [account, credential].map((each) => asRecord(each)?.['id']);
  return JSON.stringify([...ids, grant, referer, uri]);
}
