import assert from 'node:assert/strict';
import * as vscode from 'vscode';

/**
 * Runs something that asks for a choice, and makes that choice by its label; or none. Quick picks cannot be driven
 * from inside the extension host.
 *
 * @returns the labels that were offered
 */
export async function choosing(
  label: string | undefined,
  run: () => Thenable<void>,
): Promise<string[]> {
  const { showQuickPick } = vscode.window;
  const offered: string[] = [];
  Object.assign(vscode.window, {
    showQuickPick: async (items: readonly vscode.QuickPickItem[]) => {
      offered.push(...items.map((item) => item.label));
      if (label === undefined) return undefined;
      const choice = items.find((item) => item.label === label);
      assert.ok(choice, `${label} is not offered: ${offered.join(', ')}`);
      return choice;
    },
  });
  try {
    await run();
  } finally {
    Object.assign(vscode.window, { showQuickPick });
  }
  return offered;
}
