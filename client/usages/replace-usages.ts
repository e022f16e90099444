import * as vscode from 'vscode';
import { decodeBasic, encodeBasic, findCandidates } from '../../core/credentials/candidates.ts';
import { fingerprintOf } from '../../core/credentials/fingerprint.ts';
import type { Credential } from '../accounts/credentials.ts';
import { pathOf } from '../path-of.ts';
import { openIfText } from './open-if-text.ts';
import type { Place } from './usages.ts';

/** What came of putting a credential in the place of another. */
export interface Replaced {
  /** At how many places the new one stands now. */
  readonly replaced: number;
  /** At how many the old one was left in the preview, or was not there any more. */
  readonly left: number;
  /** Documents in which it was replaced, and which are not saved: they were being edited, or could not be. */
  readonly unsaved: readonly vscode.Uri[];
}

export interface EditOptions {
  /** What the preview calls the edit. */
  readonly label: string;
  /** Whether the user looks at it first, and chooses what of it is done. */
  readonly isPreviewed: boolean;
}

/** A document that an edit changes, as it was before. */
interface Edited {
  readonly wasDirty: boolean;
  /** How often the new credential stood in it. */
  readonly before: number;
}

/**
 * Puts a credential in the place of another, wherever that stands still, by one workspace edit. Documents that were saved
 * before are saved afterwards.
 *
 * @param secret of the new one
 */
export async function replaceUsages(
  places: readonly Place[],
  { kind }: Pick<Credential, 'kind'>,
  secret: string,
  { label, isPreviewed }: EditOptions,
): Promise<Replaced> {
  const toReplace = places.filter(({ isDeclaration }) => !isDeclaration);
  const countIn = (document: vscode.TextDocument) =>
    [...findCandidates(document.getText(), kind)].filter(({ value }) => value === secret).length;
  // VS Code shows what needs confirmation in its preview, where each is off until it is ticked.
  const description = vscode.l10n.t('Tick what is to be replaced');
  const metadata = { label, description, needsConfirmation: isPreviewed };
  const edit = new vscode.WorkspaceEdit();
  const edited = new Map<vscode.TextDocument, Edited>();
  for (const { location, fingerprint } of toReplace) {
    const document = await openIfText(location.uri);
    const text = document && replacement(document.getText(location.range), fingerprint, secret);
    if (!document || text === undefined) continue;
    edit.replace(location.uri, location.range, text, metadata);
    if (edited.has(document)) continue;
    edited.set(document, { wasDirty: document.isDirty, before: countIn(document) });
  }
  // Not as a refactoring: VS Code may save all files of one, also those that were being edited.
  if (edited.size > 0) await vscode.workspace.applyEdit(edit);

  let replaced = 0;
  const unsaved: vscode.Uri[] = [];
  for (const [document, { wasDirty, before }] of edited) {
    // The preview may have left out some.
    const count = countIn(document) - before;
    replaced += count;
    if (count > 0 && !(await isSaved(document, wasDirty))) unsaved.push(document.uri);
  }
  return { replaced, left: toReplace.length - replaced, unsaved };
}

/** What is to stand where the old credential stands; undefined where it does not any more. */
function replacement(text: string, fingerprint: string, secret: string): string | undefined {
  if (fingerprintOf(text) === fingerprint) return secret;
  const basic = decodeBasic(text);
  return basic && fingerprintOf(basic.key) === fingerprint
    ? encodeBasic(basic.user, secret)
    : undefined;
}

/** Saves what was saved before. */
async function isSaved(document: vscode.TextDocument, wasDirty: boolean): Promise<boolean> {
  if (!document.isDirty) return true;
  return !wasDirty && !document.isUntitled && document.save();
}

/** What came of it, as a person is told. */
export function describeReplaced(name: string, { replaced, left, unsaved }: Replaced): string {
  return [
    vscode.l10n.t('Places where the new secret of {0} stands now: {1}.', name, replaced),
    left > 0 && vscode.l10n.t('Places that were left as they are: {0}.', left),
    unsaved.length > 0 && vscode.l10n.t('Not saved yet: {0}.', unsaved.map(pathOf).join(', ')),
  ]
    .filter(Boolean)
    .join(' ');
}
