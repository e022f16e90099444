import * as vscode from 'vscode';
import { describeUsages } from './describe-usages.ts';
import { type Replaced, replaceUsages } from './replace-usages.ts';
import type { Sought, Usages } from './usages.ts';

/** What a new credential is put in the place of, and how that is called. */
export interface Replacing {
  readonly old: Sought;
  /** Where the old one stands. */
  readonly usages: Usages;
  readonly question: string;
  /** What the preview calls it. */
  readonly label: string;
  /** Asked for when it is decided. */
  readonly secret: () => string;
}

/**
 * Asks whether a new credential is to be put where the old one stands, all at once or one by one in VS Code's preview of
 * refactorings, and does so.
 *
 * @returns undefined where the user wants neither; `left` where all is to stay as it is
 */
export async function askToReplace({
  old,
  usages,
  question,
  label,
  secret,
}: Replacing): Promise<Replaced | 'left' | undefined> {
  const all = vscode.l10n.t('Replace All');
  const preview = vscode.l10n.t('Preview…');
  const leave = vscode.l10n.t('Leave as They Are');
  const choice = await vscode.window.showInformationMessage(
    question,
    { modal: true, detail: describeUsages(usages) },
    all,
    preview,
    leave,
  );
  if (choice === leave) return 'left';
  if (choice !== all && choice !== preview) return undefined;
  return replaceUsages(usages.places, old, secret(), { label, isPreviewed: choice === preview });
}
