import * as vscode from 'vscode';
import { withAccount } from '../accounts/account-failure.ts';
import { withProgress } from '../progress.ts';
import { testCredential } from '../testing/test-credential.ts';
import { testPage } from '../testing/test-page.ts';
import { isFine, summaryOf } from '../testing/test-summary.ts';
import { chooseAny } from './choose-any.ts';
import type { SidebarCommand } from './context.ts';

/**
 * Asks CARTO what a token or key can do, and shows a page of what works and what to do about the rest.
 *
 * @throws AccountFailure where nothing could be told
 */
export const testToken: SidebarCommand = async (context, on) => {
  const node = await chooseAny(context, on, vscode.l10n.t('Test Token'));
  if (!node) return;
  const { account, credential } = node;
  const result = await withAccount(account, () =>
    withProgress(
      vscode.l10n.t('Testing {0} of {1}', credential.name, account.label),
      (signal, report) =>
        testCredential(context.accounts, node, signal, (answered, all) =>
          report(vscode.l10n.t('{0} of {1}', answered, all), 100 / all),
        ),
    ),
  );
  // Cancelled before there was an answer: there is nothing to show.
  if (result.endedBy === 'cancelled' && result.trials.length === 0) return;
  const page = context.testPages.put(node, testPage(node, result, new Date()));
  await context.testPages.show(page);

  const details = vscode.l10n.t('Show Details');
  const text = vscode.l10n.t(
    '{0}: {1}.',
    `${account.label}, ${credential.name}`,
    summaryOf(result),
  );
  const tell = isFine(result)
    ? vscode.window.showInformationMessage
    : vscode.window.showWarningMessage;
  // Not waited for: the same could not be tested again until it is closed.
  void tell(text, details).then(
    (choice) => (choice === details ? context.testPages.show(page) : undefined),
    () => undefined,
  );
};
