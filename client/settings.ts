import * as vscode from 'vscode';

/** The settings that the extension reads itself, with their defaults, as package.json documents them. The rest are the language server's. */
export const CLIENT_SETTINGS = {
  /** After how many seconds a credential is taken out of the clipboard again; 0: never. */
  'cartotoken.clipboard.clearAfter': 0,
} as const satisfies Readonly<Record<string, number>>;

/** What is set; what is none of its kind is as if it were not. */
export function setting(name: keyof typeof CLIENT_SETTINGS): number {
  const value: unknown = vscode.workspace.getConfiguration().get(name);
  return typeof value === 'number' && value >= 0 ? value : CLIENT_SETTINGS[name];
}
