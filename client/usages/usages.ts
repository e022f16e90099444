import * as vscode from 'vscode';
import {
  FIND_USAGES,
  type FindUsagesParams,
  type FindUsagesResult,
  type SkippedFile,
  type Usage,
} from '../../server/protocol.ts';
import type { Credential } from '../accounts/credentials.ts';
import type { CommandContext } from '../commands/context.ts';
import { isCancellation, messageOf } from '../failures.ts';
import { withProgress } from '../progress.ts';

/** Where credentials are used, as far as could be looked. */
export interface Usages {
  readonly places: readonly Place[];
  readonly skipped: readonly SkippedFile[];
  /** Why less than the workspace was looked through, as a sentence; undefined where it was. */
  readonly limit: string | undefined;
}

/** What is to be known of a credential to look for it. */
export type Sought = Pick<Credential, 'fingerprint' | 'kind' | 'name' | 'cartoName'>;

/** A place that a credential is used at. */
export interface Place {
  /** Of the credential. */
  readonly fingerprint: string;
  readonly location: vscode.Location;
  /** Whether it is its name that a declaration declares there, not the credential itself. */
  readonly isDeclaration: boolean;
}

/**
 * Looks for credentials in the workspace, with a notification that can cancel it.
 *
 * @throws CancellationError where it is cancelled; what the language server throws
 */
export function findUsages(
  { server }: Pick<CommandContext, 'server'>,
  credentials: readonly Sought[],
): Promise<Usages> {
  const title = vscode.l10n.t('Looking for usages in the workspace');
  return withProgress(title, async (signal) => {
    const params = { credentials: credentials.map(sought) } satisfies FindUsagesParams;
    const found = await server.request<FindUsagesResult>(FIND_USAGES, params, signal);
    if (signal.aborted) throw new vscode.CancellationError();
    return {
      places: [
        ...found.usages.map((usage) => placeOf(usage, false)),
        ...found.declarations.map((usage) => placeOf(usage, true)),
      ],
      skipped: found.skipped,
      limit: limit(),
    };
  });
}

/** The same for a command that goes on where it cannot be looked, and says so. @throws CancellationError where it is cancelled */
export async function findUsagesIfPossible(
  context: Pick<CommandContext, 'server' | 'log'>,
  credentials: readonly Sought[],
): Promise<Usages> {
  try {
    return await findUsages(context, credentials);
  } catch (error) {
    if (isCancellation(error)) throw error;
    context.log.warn('The workspace could not be searched for usages.', error);
    const reason = messageOf(error);
    return {
      places: [],
      skipped: [],
      limit: vscode.l10n.t('The workspace could not be searched: {0}', reason),
    };
  }
}

/** A name that may hold a credential by mistake is not told. */
function sought({ fingerprint, kind, name, cartoName }: Sought) {
  return { fingerprint, kind, ...(cartoName === name ? { name } : {}) };
}

function placeOf(
  { fingerprint, uri, range: { start, end } }: Usage,
  isDeclaration: boolean,
): Place {
  const range = new vscode.Range(start.line, start.character, end.line, end.character);
  return {
    fingerprint,
    location: new vscode.Location(vscode.Uri.parse(uri, true), range),
    isDeclaration,
  };
}

function limit(): string | undefined {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const elsewhere = folders.filter(({ uri }) => uri.scheme !== 'file');
  if (folders.length === 0) {
    return vscode.l10n.t('No folder is open, so only open documents were searched.');
  }
  if (elsewhere.length === folders.length) {
    return vscode.l10n.t(
      'The workspace is virtual and its files are not on this machine, so only open documents were searched.',
    );
  }
  if (elsewhere.length === 0) return undefined;
  const names = elsewhere.map(({ name }) => name).join(', ');
  return vscode.l10n.t(
    'Only open documents were searched in folders that are not on this machine: {0}.',
    names,
  );
}
