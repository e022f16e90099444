import * as vscode from 'vscode';
import { readTypedReferer } from '../../core/declarations/typed-referer.ts';
import { conditionsOf } from '../conditions.ts';
import { chooseToken, quickEdit } from '../editing/quick-edit.ts';
import type { Advice, Page } from '../wizards/page.ts';
import { runWizard } from '../wizards/wizard.ts';
import type { SidebarCommand } from './context.ts';

/** Lets a token be used from one more website. */
export const addReferer: SidebarCommand = async (context, on) => {
  const title = vscode.l10n.t('Add Referer');
  const node = await chooseToken(context, on, title);
  if (!node) return;
  const { trailingSlash } = conditionsOf(undefined);
  const read = (text: string) => readTypedReferer(text, trailingSlash);
  const page: Page = {
    kind: 'input',
    id: 'referer',
    prompt: vscode.l10n.t('The website that may use the token, as browsers send it.'),
    placeholder: 'https://example.com/',
    validate: (text) => {
      const typed = read(text);
      return typed.kind === 'invalid'
        ? vscode.l10n.t('This is no referer: {0}.', typed.says)
        : undefined;
    },
    advise: (text) => adviceOn(read(text)),
  };
  const entered = await runWizard(`${title} (${node.credential.name})`, () => [page]);
  const typed = entered && read(entered['referer'] ?? '');
  if (typed?.kind !== 'fit') return;
  await quickEdit(context, node, (current) => ({
    ...current,
    referers: [...new Set([...(current.referers ?? []), ...typed.referers])],
  }));
};

/** What speaks against a referer that CARTO would take. */
function adviceOn(typed: ReturnType<typeof readTypedReferer>): Advice | undefined {
  if (typed.kind === 'invalid') return undefined;
  const { origin, isLocal } = typed;
  if (origin !== undefined) {
    const says = vscode.l10n.t(
      'Browsers leave out the path when they ask another website, so that this would never match: here is what they send.',
    );
    return { says, instead: origin };
  }
  if (!isLocal) return undefined;
  const says = vscode.l10n.t(
    'Everyone has this address: with it the token can be used from any machine. Keep it to tokens for development.',
  );
  return { says };
}
