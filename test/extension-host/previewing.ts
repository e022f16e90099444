import * as vscode from 'vscode';
import { eventually } from './support.ts';

/** Runs something that has the user look at a workspace edit, and applies or discards what is shown. */
export async function previewing<T>(
  choice: 'apply' | 'discard',
  run: () => Promise<T>,
): Promise<T> {
  let isOver = false;
  const running = run().finally(() => {
    isOver = true;
  });
  running.catch(() => undefined);
  await eventually(
    `the preview to ${choice}`,
    async () => {
      if (!isOver) await vscode.commands.executeCommand(`refactorPreview.${choice}`);
      return isOver;
    },
    (over) => over,
  );
  return running;
}
