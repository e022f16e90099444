import * as vscode from 'vscode';
import { knownApis } from '../../core/carto/access.ts';
import { grantKey } from '../../core/carto/changes.ts';
import { chooseToken, quickEdit } from '../editing/quick-edit.ts';
import { type GrantDraft, grantOf } from '../wizards/grant-draft.ts';
import { grantPages } from '../wizards/grant-pages.ts';
import { QueryEditor } from '../wizards/query-editor.ts';
import { runWizard } from '../wizards/wizard.ts';
import type { SidebarCommand } from './context.ts';

/** Lets a token use one more source. */
export const addGrant: SidebarCommand = async (context, on) => {
  const title = vscode.l10n.t('Add Grant');
  const node = await chooseToken(context, on, title);
  if (!node) return;
  const { account, credential } = node;
  const editor = new QueryEditor();
  const pages = grantPages({
    apis: knownApis(credential.apis ?? []),
    connections: (signal) => context.accounts.connections(account, signal),
    editor,
  });
  const draft = await runWizard<GrantDraft>(`${title} (${credential.name})`, pages);
  if (!draft) return;
  const grant = grantOf(draft);
  const key = grantKey(grant);
  await quickEdit(context, node, ({ grants = [], ...current }) => ({
    ...current,
    grants: grants.some((each) => grantKey(each) === key) ? grants : [...grants, grant],
  }));
  if (editor.query === grant.source) await editor.close();
};
