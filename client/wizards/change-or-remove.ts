import * as vscode from 'vscode';
import type { Page } from './page.ts';
import { runInnerWizard } from './wizard.ts';

/** What is to be done with something that is there already. @param labels what doing it is called */
export async function changeOrRemove(
  title: string,
  subject: string,
  labels: { readonly change: string; readonly remove: string },
): Promise<'change' | 'remove' | 'back' | 'cancelled'> {
  interface Choice {
    readonly what?: 'change' | 'remove';
  }
  const page: Page<Choice> = {
    kind: 'pick',
    id: 'what',
    placeholder: subject,
    items: [
      { value: 'change', label: labels.change, iconPath: new vscode.ThemeIcon('edit') },
      { value: 'remove', label: labels.remove, iconPath: new vscode.ThemeIcon('trash') },
    ],
  };
  const { how, values } = await runInnerWizard<Choice>(title, () => [page]);
  return how === 'done' && values.what ? values.what : how === 'back' ? how : 'cancelled';
}
