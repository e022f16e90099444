import * as vscode from 'vscode';
import { grantKey } from '../../core/carto/changes.ts';
import type { SourceGrant } from '../../core/carto/coverage.ts';
import { asRecord } from '../../core/json/record.ts';
import { shown } from '../../core/wording.ts';
import { chooseToken, quickEdit } from '../editing/quick-edit.ts';
import type { TokenNode } from '../tokens/node.ts';
import type { SidebarCommand } from './context.ts';

/** Takes a grant from a token: that of the item it is run on, or the user's choice. */
export const removeGrant: SidebarCommand = async (context, on) => {
  const title = vscode.l10n.t('Remove Grant');
  const node = await chooseToken(context, on, title);
  if (!node) return;
  const grant = grantOf(on) ?? (await chooseGrant(node, title));
  if (!grant) return;
  const key = grantKey(grant);
  await quickEdit(context, node, (current) => ({
    ...current,
    grants: current.grants?.filter((each) => grantKey(each) !== key),
  }));
};

/** The grant of an item of the view. */
function grantOf(on: unknown): SourceGrant | undefined {
  const { connection_name, source } = asRecord(asRecord(on)?.['grant']) ?? {};
  return typeof connection_name === 'string' && typeof source === 'string'
    ? { connection_name, source }
    : undefined;
}

async function chooseGrant(
  { account, credential: { name, grants = [] } }: TokenNode,
  title: string,
): Promise<SourceGrant | undefined> {
  if (grants.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('{0} of {1} has no grants.', name, account.label),
    );
    return undefined;
  }
  const chosen = await vscode.window.showQuickPick(
    grants.map((grant) => ({
      label: shown(grant.source),
      description: shown(grant.connection_name),
      grant,
    })),
    {
      title: `${title} (${name})`,
      placeHolder: vscode.l10n.t('Which one?'),
      matchOnDescription: true,
    },
  );
  return chosen?.grant;
}
