import * as vscode from 'vscode';
import type { SourceGrant } from '../../../core/carto/coverage.ts';
import { parseSource, type Source } from '../../../core/carto/sources.ts';
import { shown } from '../../../core/wording.ts';
import { changeOrRemove } from '../change-or-remove.ts';
import { draftOf, type GrantDraft, grantOf } from '../grant-draft.ts';
import { type GrantSurroundings, grantPages } from '../grant-pages.ts';
import type { Page, PickItem, Step } from '../page.ts';
import type { QueryEditors } from '../query-editor.ts';
import { runInnerWizard } from '../wizard.ts';
import { accessWords } from './access-words.ts';
import type { TokenDraft } from './token-draft.ts';

type Item = PickItem<readonly SourceGrant[], TokenDraft>;

const ICONS: Readonly<Record<Source['kind'], string>> = {
  table: 'table',
  query: 'code',
  'all-sources': 'warning',
  invalid: 'error',
};

/** The grants so far, to be changed, removed and added to. */
export function grantsPage(
  title: string,
  { grants = [], apis = [] }: TokenDraft,
  surroundings: Pick<GrantSurroundings, 'connections'>,
  editors: QueryEditors,
): Page<TokenDraft> {
  const ask = (heading: string, values: GrantDraft) =>
    runInnerWizard<GrantDraft>(
      `${title}: ${heading}`,
      grantPages({ ...surroundings, apis, editor: editors.another() }),
      { values },
    );

  const add: Item = {
    label: grants.length > 0 ? vscode.l10n.t('Add another grant…') : vscode.l10n.t('Add a grant…'),
    iconPath: new vscode.ThemeIcon('add'),
    alwaysShow: true,
    async leadsTo({ grantDraft = {} }): Promise<Step<TokenDraft>> {
      const { how, values } = await ask(vscode.l10n.t('New Grant'), grantDraft);
      if (how === 'cancelled') return { to: 'cancelled' };
      return how === 'done'
        ? { to: 'same', values: { grants: [...grants, grantOf(values)], grantDraft: {} } }
        : { to: 'same', values: { grantDraft: values } };
    },
  };
  const there = grants.map((grant, index): Item => {
    const { connection_name, source } = grant;
    return {
      label: shown(source),
      description: shown(connection_name),
      detail: accessWords(source, apis),
      iconPath: new vscode.ThemeIcon(ICONS[parseSource(source).kind]),
      async leadsTo(): Promise<Step<TokenDraft>> {
        const what = await changeOrRemove(title, shown(source), {
          change: vscode.l10n.t('Change this grant…'),
          remove: vscode.l10n.t('Remove this grant'),
        });
        if (what !== 'change' && what !== 'remove') {
          return { to: what === 'cancelled' ? what : 'same' };
        }
        if (what === 'remove')
          return { to: 'same', values: { grants: grants.toSpliced(index, 1) } };
        const { how, values } = await ask(shown(source), draftOf(grant));
        if (how === 'cancelled') return { to: 'cancelled' };
        return how === 'done'
          ? { to: 'same', values: { grants: grants.with(index, grantOf(values)) } }
          : { to: 'same' };
      },
    };
  });
  const done: Item = {
    value: grants,
    label: vscode.l10n.t('Done'),
    iconPath: new vscode.ThemeIcon('check'),
    alwaysShow: true,
  };
  return {
    kind: 'pick',
    id: 'grants',
    placeholder: vscode.l10n.t('What may the token read, and where?'),
    items: grants.length > 0 ? [done, add, ...there] : [add],
  };
}
