import * as vscode from 'vscode';
import type { Declaration } from '../../core/declarations/declaration.ts';
import { spanOf } from '../../core/json/tree.ts';
import { shown } from '../../core/wording.ts';

/**
 * The number of the grant whose query is meant: the one at the cursor, the only one there is, or the user's choice.
 * Undefined where there is none, which is said, or none was chosen.
 */
export async function chooseQuery(
  { grants }: Declaration,
  cursor: number,
): Promise<number | undefined> {
  const queries = grants.flatMap(({ node, connection, reads }, index) =>
    reads?.kind === 'query' ? { index, span: spanOf(node), connection, sql: reads.sql } : [],
  );
  const [only, second] = queries;
  if (!only) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t(
        'This declaration grants no query. To add one, put a statement where a grant names its table: {0}.',
        '"source": "SELECT … FROM …"',
      ),
    );
    return undefined;
  }
  const here = queries.find(({ span }) => span.start <= cursor && cursor <= span.end);
  if (here) return here.index;
  if (!second) return only.index;

  const chosen = await vscode.window.showQuickPick(
    queries.map(({ index, connection, sql }) => ({
      label: shown(connection?.value ?? '') || vscode.l10n.t('(no connection)'),
      description: vscode.l10n.t('grant {0}', index + 1),
      detail: shown(sql),
      index,
    })),
    {
      title: vscode.l10n.t('Edit Query'),
      placeHolder: vscode.l10n.t('Which query?'),
      matchOnDetail: true,
    },
  );
  return chosen?.index;
}
