import * as vscode from 'vscode';
import { bodyOf } from '../../core/declarations/body.ts';
import { type Declaration, declarationName } from '../../core/declarations/declaration.ts';
import { parseDeclaration } from '../../core/declarations/parse.ts';
import { inspectDeclaration } from '../../core/inspect.ts';
import { asRecord } from '../../core/json/record.ts';
import type { Problem } from '../../core/problem.ts';
import { type Account, hasKeys, hasTokens } from '../accounts/account.ts';
import { AccountFailure } from '../accounts/account-failure.ts';
import { chooseAccount } from '../accounts/choose-account.ts';
import { conditionsOf } from '../conditions.ts';
import { describeDeclaration } from '../declarations/describe-declaration.ts';
import { isCancellation } from '../failures.ts';
import { withProgress } from '../progress.ts';
import { announceCreated } from './announce-created.ts';
import type { CommandContext, SidebarCommand } from './context.ts';
import { makeCredential, nameOf } from './make-credential.ts';

/** As many findings as a dialog shows whole. */
const MANY = 5;

/**
 * Makes the token or API key that a declaration declares, as it stands in the editor, once the user has confirmed what it
 * can do and where.
 *
 * @throws Error where there is no declaration to make it of; AccountFailure where it could not be made
 */
export const createTokenFromDeclaration: SidebarCommand = async (context, on) => {
  const document = await vscode.workspace.openTextDocument(declarationUri(on));
  const declaration = parseDeclaration(document.getText());
  const isKey = declaration.kind === 'api-key';
  // Before the account is asked for: what is wrong in any account.
  if (await saidErrors(document, problemsOf(document, declaration))) return;

  const title = isKey ? vscode.l10n.t('Create API Key') : vscode.l10n.t('Create Token');
  const account = await chooseAccount(context.accounts, undefined, title, fitFor(isKey));
  if (!account) return;
  const connections = isKey ? undefined : await connectionsOf(context, account);
  const problems = problemsOf(document, declaration, connections);
  if (await saidErrors(document, problems)) return;

  const body = bodyOf(declaration);
  const confirmed = await vscode.window.showInformationMessage(
    vscode.l10n.t('Create {0} in {1}?', nameOf(body), account.label),
    { modal: true, detail: [...describeDeclaration(declaration), ...told(problems)].join('\n') },
    title,
  );
  if (confirmed !== title) return;
  const made = await makeCredential(context, account, body);
  if (made.kind !== 'made') throw new AccountFailure(account, made.error);
  announceCreated(context, made.node);
};

/** The declaration that it is run on: an item of a view, a file, or what is being edited. */
function declarationUri(on: unknown): vscode.Uri {
  const meant = on instanceof vscode.Uri ? on : asRecord(on)?.['uri'];
  if (meant instanceof vscode.Uri) return meant;
  const active = vscode.window.activeTextEditor?.document;
  if (active?.languageId === 'cartotoken') return active.uri;
  throw new Error(
    vscode.l10n.t('A token is created from its declaration. Open a *.cartotoken.json first.'),
  );
}

function fitFor(isKey: boolean) {
  return isKey
    ? {
        is: hasKeys,
        none: vscode.l10n.t(
          'This declares an API key, which is created in CARTO Engine. Sign in to a CARTO Engine account.',
        ),
      }
    : {
        is: hasTokens,
        none: vscode.l10n.t(
          'This declares an access token, which CARTO Engine does not have. Sign in to CARTO to create it.',
        ),
      };
}

/** Where they cannot be listed, nothing is said of them: CARTO says what is wrong. @throws what says that it was cancelled */
async function connectionsOf(
  { accounts, log }: CommandContext,
  account: Account,
): Promise<readonly string[] | undefined> {
  try {
    const title = vscode.l10n.t('Listing the connections of {0}', account.label);
    return await withProgress(title, (signal) => accounts.connections(account, signal));
  } catch (error) {
    if (isCancellation(error)) throw new AccountFailure(account, error);
    log.warn(`The connections of ${account.label} could not be listed.`, error);
    return undefined;
  }
}

function problemsOf(
  { uri }: vscode.TextDocument,
  declaration: Declaration,
  connections?: readonly string[],
): Problem[] {
  const fileName = declarationName(uri.path);
  return inspectDeclaration(declaration, { ...conditionsOf(connections, uri), fileName });
}

/** Says that something has to be mended first. @returns whether it has to */
async function saidErrors(
  document: vscode.TextDocument,
  problems: readonly Problem[],
): Promise<boolean> {
  const errors = problems.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  if (!first) return false;
  await vscode.window.showTextDocument(document, {
    selection: new vscode.Range(
      document.positionAt(first.span.start),
      document.positionAt(first.span.end),
    ),
  });
  const more = errors.length > 1 ? ` ${vscode.l10n.t('({0} more)', errors.length - 1)}` : '';
  const open = vscode.l10n.t('Open Problems');
  const text = vscode.l10n.t('CARTO would refuse this declaration. {0}', first.message);
  void vscode.window.showErrorMessage(text + more, open).then((choice) => {
    if (choice === open) return vscode.commands.executeCommand('workbench.actions.view.problems');
    return undefined;
  });
  return true;
}

/** What the rules say, for a dialog. */
function told(problems: readonly Problem[]): string[] {
  const messages = problems
    .filter(({ severity }) => severity === 'warning')
    .map(({ message }) => `⚠ ${message}`);
  const left = messages.length - MANY;
  const rest = left > 0 ? [vscode.l10n.t('{0} more stand in the Problems view.', left)] : [];
  return messages.length > 0 ? ['', ...messages.slice(0, MANY), ...rest] : [];
}
