import * as vscode from 'vscode';
import { keyTableName } from '../../../core/carto/key-grants.ts';
import { shown } from '../../../core/wording.ts';
import { changeOrRemove } from '../change-or-remove.ts';
import type { Page, PickItem, Step } from '../page.ts';
import { runInnerWizard } from '../wizard.ts';
import type { KeyDraft } from './key-draft.ts';
import { draftOfTable, type TableDraft, tableOf, tablePages } from './table-pages.ts';

type Item = PickItem<NonNullable<KeyDraft['tables']>, KeyDraft>;

/** The tables so far, to be changed, removed and added to. A key for data services alone has none. */
export function tablesPage(title: string, { tables = [] }: KeyDraft): Page<KeyDraft> {
  const ask = (heading: string, others: typeof tables, values: TableDraft) =>
    runInnerWizard<TableDraft>(`${title}: ${heading}`, tablePages(others), { values });

  const add: Item = {
    label: tables.length > 0 ? vscode.l10n.t('Add another table…') : vscode.l10n.t('Add a table…'),
    iconPath: new vscode.ThemeIcon('add'),
    alwaysShow: true,
    async leadsTo({ tableDraft = {} }): Promise<Step<KeyDraft>> {
      const { how, values } = await ask(vscode.l10n.t('New Table'), tables, tableDraft);
      if (how === 'cancelled') return { to: 'cancelled' };
      return how === 'done'
        ? { to: 'same', values: { tables: [...tables, tableOf(values)], tableDraft: {} } }
        : { to: 'same', values: { tableDraft: values } };
    },
  };
  const there = tables.map((table, index): Item => {
    const name = shown(keyTableName(table));
    const others = tables.toSpliced(index, 1);
    return {
      label: name,
      description: table.permissions.join(', '),
      iconPath: new vscode.ThemeIcon('table'),
      async leadsTo(): Promise<Step<KeyDraft>> {
        const what = await changeOrRemove(title, name, {
          change: vscode.l10n.t('Change this table…'),
          remove: vscode.l10n.t('Remove this table'),
        });
        if (what === 'remove') return { to: 'same', values: { tables: others } };
        if (what !== 'change') return { to: what === 'cancelled' ? what : 'same' };
        const { how, values } = await ask(name, others, draftOfTable(table));
        if (how === 'cancelled') return { to: 'cancelled' };
        return how === 'done'
          ? { to: 'same', values: { tables: tables.with(index, tableOf(values)) } }
          : { to: 'same' };
      },
    };
  });
  const done: Item = {
    value: tables,
    label: tables.length > 0 ? vscode.l10n.t('Done') : vscode.l10n.t('No tables'),
    iconPath: new vscode.ThemeIcon('check'),
    alwaysShow: true,
  };
  return {
    kind: 'pick',
    id: 'tables',
    placeholder: vscode.l10n.t('Which tables may the key use?'),
    items: tables.length > 0 ? [done, add, ...there] : [add, done],
  };
}
