import * as vscode from 'vscode';
import { TABLE_PERMISSIONS } from '../../../core/carto/engine.ts';
import { parseKeyTable } from '../../../core/carto/key-choices.ts';
import { type KeyTable, keyTableName } from '../../../core/carto/key-grants.ts';
import { shown } from '../../../core/wording.ts';
import type { Page } from '../page.ts';

/** A table as far as it was entered. */
export interface TableDraft {
  /** With its schema. */
  readonly table?: string;
  readonly permissions?: readonly string[];
}

export function draftOfTable(table: KeyTable): TableDraft {
  return { table: keyTableName(table), permissions: table.permissions };
}

export function tableOf({ table = '', permissions = [] }: TableDraft): KeyTable {
  const { schema, name } = parseKeyTable(table) ?? { schema: '', name: table };
  return { schema, name, permissions };
}

/** The pages that ask for a table and what may be done with it. @param others the key's other tables */
export function tablePages(others: readonly KeyTable[]): () => Page<TableDraft>[] {
  return () => [namePage(others), permissionsPage()];
}

function namePage(others: readonly KeyTable[]): Page<TableDraft> {
  return {
    kind: 'input',
    id: 'table',
    prompt: vscode.l10n.t(
      'The table with its schema: public, or in an organisation the name of the user whose it is.',
    ),
    placeholder: 'public.my_table',
    validate(typed) {
      const table = parseKeyTable(typed);
      if (!table) {
        return vscode.l10n.t('Write schema and table with a dot between them: public.my_table.');
      }
      const { schema, name } = table;
      return others.some((other) => other.schema === schema && other.name === name)
        ? vscode.l10n.t('{0} is among the tables already. Change it there.', shown(typed))
        : undefined;
    },
  };
}

function permissionsPage(): Page<TableDraft> {
  const details: Readonly<Record<(typeof TABLE_PERMISSIONS)[number], string>> = {
    select: vscode.l10n.t('Read it, and draw it on maps.'),
    insert: vscode.l10n.t('Add rows.'),
    update: vscode.l10n.t('Change rows.'),
    delete: vscode.l10n.t('Delete rows.'),
  };
  return {
    kind: 'many',
    id: 'permissions',
    value: ['select'],
    placeholder: vscode.l10n.t('What may the key do with the table?'),
    none: vscode.l10n.t('Without a permission the key can do nothing with it: choose one.'),
    items: TABLE_PERMISSIONS.map((permission) => ({
      value: permission,
      label: permission,
      detail: details[permission],
    })),
  };
}
