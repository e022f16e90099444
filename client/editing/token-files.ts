import * as vscode from 'vscode';
import { changesOf, type KnownBody } from '../../core/carto/changes.ts';
import { declarationText } from '../../core/declarations/body.ts';
import { isDeclarationPath } from '../../core/declarations/declaration.ts';
import type { Account } from '../accounts/account.ts';
import { isAccountFailure } from '../accounts/account-failure.ts';
import type { CommandContext } from '../commands/context.ts';
import { isCancellation, messageOf, needsSignIn, showFailure } from '../failures.ts';
import type { Files, Tell } from '../lazy-file-system.ts';
import type { TokenNode } from '../tokens/node.ts';
import { changeToken } from './change-token.ts';
import { bodyIn, textIn } from './saved-text.ts';
import { bodyOfToken, findToken, TokenGone, tokenNow } from './token-now.ts';
import { tokenAddress } from './token-uri.ts';
import { Uneditable } from './uneditable.ts';
import { type Version, Versions } from './versions.ts';

const { Manual } = vscode.TextDocumentSaveReason;

/** A file's size may be a million at most: VS Code asks before it opens larger ones. */
const SIZE_DIGITS = 5;

/** The folders that VS Code thinks the files are in. */
const FOLDER: vscode.FileStat = { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 };

/**
 * The tokens of accounts as files. What is read is what CARTO has at that moment; what is saved is sent as the smallest
 * change. That a token was changed elsewhere VS Code sees by the file's time: then it does not save, and offers to compare.
 */
export class TokenFiles implements Files {
  readonly #context: CommandContext;
  readonly #tell: Tell;
  readonly #versions: Versions;
  readonly #uneditable = new Uneditable();
  /** Why what is being saved is saved. */
  readonly #reasons = new Map<string, vscode.TextDocumentSaveReason>();
  readonly #subscriptions: vscode.Disposable;

  constructor(context: CommandContext, tell: Tell) {
    this.#context = context;
    this.#tell = tell;
    this.#versions = new Versions(context.extension.workspaceState, tell);
    const { workspace } = vscode;
    this.#subscriptions = vscode.Disposable.from(
      this.#uneditable,
      context.lists.onDidChange((account) => account && this.#compare(account)),
      workspace.onDidOpenTextDocument((document) => this.#show(document)),
      workspace.onDidChangeTextDocument(({ document }) => this.#show(document)),
      workspace.onDidCloseTextDocument(({ uri }) => this.#uneditable.hide(uri)),
      workspace.onWillSaveTextDocument(({ document, reason }) => {
        if (this.#versions.of(document.uri)) this.#reasons.set(document.uri.toString(), reason);
      }),
    );
    for (const document of workspace.textDocuments) this.#show(document);
  }

  /** Nobody is asked for changes by the clock: they are seen with the next list. */
  watch(): vscode.Disposable {
    return vscode.Disposable.from();
  }

  /** @throws FileNotFound where the token is gone; Unavailable where CARTO cannot be asked */
  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    if (!isDeclarationPath(uri.path)) return FOLDER;
    const { mtime, digest } = this.#see(uri, await this.#read(uri));
    // Not the true size: VS Code believes that a file of the same size is the same.
    const size = Number.parseInt(digest.slice(0, SIZE_DIGITS), 16);
    return { type: vscode.FileType.File, ctime: 0, mtime, size };
  }

  /** @throws FileNotFound where the token is gone; Unavailable where CARTO cannot be asked */
  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    const body = await this.#read(uri);
    this.#see(uri, body);
    return new TextEncoder().encode(declarationText(body));
  }

  /** Sends to CARTO what is another now. @throws Unavailable with why that cannot be */
  async writeFile(uri: vscode.Uri, content: Uint8Array): Promise<void> {
    const account = this.#accountOf(uri);
    const reason = this.#reasons.get(uri.toString()) ?? Manual;
    this.#reasons.delete(uri.toString());
    try {
      if (reason !== Manual) {
        throw new Error(
          vscode.l10n.t(
            'A token is not saved automatically: what is half typed would take effect at once. Save it yourself.',
          ),
        );
      }
      const node = await this.#find(uri, account);
      const after = await changeToken(this.#context, node, this.#edit(uri, textIn(content)));
      if (after) this.#versions.see(uri, after);
    } catch (thrown) {
      if (needsSignIn(thrown)) void showFailure(thrown, this.#context.log, account);
      throw notSaved(account, thrown);
    }
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  /** What saving a text makes of a token, unless that is another than the text was made of. */
  #edit(uri: vscode.Uri, text: string): (current: KnownBody) => KnownBody {
    const base = this.#versions.of(uri);
    return (current) => {
      const body = bodyIn(text, current);
      const isBase = base === undefined || this.#see(uri, current) === base;
      if (isBase || Object.keys(changesOf(current, body)).length === 0) return body;
      throw new Error(
        vscode.l10n.t('It was changed elsewhere at this very moment. Save again to compare.'),
      );
    };
  }

  /** Takes note of what a token is. Where that is another than before, the view does not know it either. */
  #see(uri: vscode.Uri, body: KnownBody): Version {
    const before = this.#versions.of(uri);
    const version = this.#versions.see(uri, body);
    if (before && version !== before) void this.#context.lists.refresh(this.#accountOf(uri));
    return version;
  }

  async #read(uri: vscode.Uri): Promise<KnownBody> {
    const account = this.#accountOf(uri);
    try {
      const token = await tokenNow(this.#context, await this.#find(uri, account));
      return await token.get();
    } catch (error) {
      const message = `${account.label}: ${messageOf(error)}`;
      throw error instanceof TokenGone
        ? vscode.FileSystemError.FileNotFound(message)
        : vscode.FileSystemError.Unavailable(message);
    }
  }

  #find(uri: vscode.Uri, account: Account): Promise<TokenNode> {
    return findToken(this.#context, account, tokenAddress(uri).credential);
  }

  #accountOf(uri: vscode.Uri): Account {
    const { account: id } = tokenAddress(uri);
    const account = this.#context.accounts.all().find((each) => each.id === id);
    if (account) return account;
    const [, label = ''] = uri.path.split('/');
    throw vscode.FileSystemError.Unavailable(
      vscode.l10n.t('You are not signed in to {0} any more. Sign in to it, and try again.', label),
    );
  }

  /** Looks at what is known of an account's tokens for those that are open. */
  #compare(account: Account): void {
    const { credentials, isAsking, error } = this.#context.lists.of(account);
    if (!credentials || isAsking || error !== undefined) return;
    for (const uri of this.#versions.uris()) {
      const address = tokenAddress(uri);
      if (address.account !== account.id) continue;
      const credential = credentials.find(({ id }) => id === address.credential);
      if (credential?.kind === 'token') this.#versions.see(uri, bodyOfToken(credential));
      else this.#tell([{ type: vscode.FileChangeType.Deleted, uri }]);
    }
  }

  #show(document: vscode.TextDocument): void {
    const version = this.#versions.of(document.uri);
    if (version) this.#uneditable.show(document, version.expires);
  }
}

/** Why a token is not saved: VS Code shows it, and lets the text be saved elsewhere. */
function notSaved(account: Account, thrown: unknown): vscode.FileSystemError {
  const error = isAccountFailure(thrown) ? thrown.cause : thrown;
  const why = isCancellation(error)
    ? vscode.l10n.t('You did not confirm that it may do more than before. Save again to do so.')
    : messageOf(error);
  const remedy =
    error instanceof TokenGone
      ? vscode.l10n.t('Your text is still in this editor: save it as a declaration, with Save As.')
      : vscode.l10n.t('Your text is still in this editor.');
  return vscode.FileSystemError.Unavailable(`${account.label}: ${why} ${remedy}`);
}
