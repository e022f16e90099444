import * as vscode from 'vscode';
import type { TrailingSlash } from '../../core/declarations/circumstances.ts';
import { readTypedReferer, type TypedReferer } from '../../core/declarations/typed-referer.ts';
import { shown } from '../../core/wording.ts';
import { chooseToken, quickEdit } from '../editing/quick-edit.ts';
import type { SidebarCommand } from './context.ts';

/** Lets a token be used from one more website. */
export const addReferer: SidebarCommand = async (context, on) => {
  const title = vscode.l10n.t('Add Referer');
  const node = await chooseToken(context, on, title);
  if (!node) return;
  const trailingSlash = vscode.workspace
    .getConfiguration('cartotoken')
    .get<TrailingSlash>('referers.trailingSlash', 'require');
  const { credential } = node;
  const text = await vscode.window.showInputBox({
    title: `${title} (${credential.name})`,
    prompt: vscode.l10n.t('The website that may use the token, as browsers send it.'),
    placeHolder: 'https://example.com/',
    ignoreFocusOut: true,
    validateInput: (typed) => saysOf(readTypedReferer(typed, trailingSlash)),
  });
  if (text === undefined) return;
  const typed = readTypedReferer(text, trailingSlash);
  if (typed.kind === 'invalid') return;
  const added = await chooseEntries(typed, title);
  if (!added) return;
  await quickEdit(context, node, (current) => ({
    ...current,
    referers: [...new Set([...(current.referers ?? []), ...added])],
  }));
};

/** What is to be said of it while it is typed. */
function saysOf(typed: TypedReferer): string | vscode.InputBoxValidationMessage | undefined {
  if (typed.kind === 'invalid') return vscode.l10n.t('This is no referer: {0}.', typed.says);
  if (typed.isLocal) {
    return {
      severity: vscode.InputBoxValidationSeverity.Warning,
      message: vscode.l10n.t(
        'Everyone has this address: with it the token can be used from any machine. Keep it to tokens for development.',
      ),
    };
  }
  if (typed.path === undefined) return undefined;
  return {
    severity: vscode.InputBoxValidationSeverity.Info,
    message: vscode.l10n.t('Browsers leave out the path {0}.', shown(typed.path)),
  };
}

/** The entries to be added: of a website with a path its origin is offered. Undefined where nothing is chosen. */
async function chooseEntries(
  { referers, path, typed }: Extract<TypedReferer, { kind: 'fit' }>,
  title: string,
): Promise<readonly string[] | undefined> {
  if (path === undefined) return referers;
  const chosen = await vscode.window.showQuickPick(
    [
      {
        label: referers.map(shown).join(', '),
        description: vscode.l10n.t('what browsers send'),
        entries: referers,
      },
      {
        label: shown(typed),
        description: vscode.l10n.t('matches only requests that send the whole address'),
        entries: [typed],
      },
    ],
    {
      title,
      placeHolder: vscode.l10n.t('Browsers leave out the path {0}. Add which?', shown(path)),
    },
  );
  return chosen?.entries;
}
