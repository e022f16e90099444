import * as vscode from 'vscode';
import { knownApis } from '../../core/carto/access.ts';
import type { TokenBody } from '../../core/carto/tokens-api.ts';
import { bodyOf } from '../../core/declarations/body.ts';
import type { Declaration, KeyGrant, KeyTable, Text } from '../../core/declarations/declaration.ts';
import { shown } from '../../core/wording.ts';
import { accessWords } from '../wizards/token/access-words.ts';
import { limitWords } from '../wizards/token/limit-words.ts';

/** What a declaration lets its credential do, in words, line by line. */
export function describeDeclaration(declaration: Declaration): string[] {
  if (declaration.kind === 'api-key') return declaration.keyGrants.flatMap(keyLines);
  const apis = knownApis(declaration.allowedApis.map(({ value }) => value));
  const body = bodyOf(declaration) as TokenBody;
  return [
    ...body.grants.map(({ connection_name, source }) =>
      vscode.l10n.t(
        '{0} on {1} — {2}',
        shown(source),
        shown(connection_name),
        accessWords(source, apis),
      ),
    ),
    ...limitWords(body).map(({ label, value }) => vscode.l10n.t('{0}: {1}', label, value)),
  ];
}

function keyLines({ apis, tables, schemas, services }: KeyGrant): string[] {
  const line = (label: string, values: readonly Text[] | undefined = []) =>
    values.length > 0 ? [vscode.l10n.t('{0}: {1}', label, listed(values))] : [];
  const named = ({ schema, name, permissions }: KeyTable) =>
    line(
      listed(
        [schema, name].flatMap((part) => part ?? []),
        '.',
      ),
      permissions,
    );
  return [
    ...line(vscode.l10n.t('APIs'), apis),
    ...[...tables, ...schemas].flatMap(named),
    ...line(vscode.l10n.t('Data services'), services),
  ];
}

function listed(texts: readonly Text[], between = ', '): string {
  return texts.map(({ value }) => shown(value)).join(between);
}
