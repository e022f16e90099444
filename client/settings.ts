import * as vscode from 'vscode';

/** The settings that the extension reads itself, with their defaults, as package.json documents them. The rest are the language server's. */
export const CLIENT_SETTINGS = {
  /** After how many seconds a credential is taken out of the clipboard again; 0: never. */
  'cartotoken.clipboard.clearAfter': 0,
  /** Whether what creates a declared token stands at the top of its declaration. */
  'cartotoken.codeLens.enabled': true,
} satisfies Readonly<Record<string, number | boolean>>;

/** Up to what a number is used: a day. Timers of more than 24 days end at once. */
const HIGHEST = 86_400;

type Defaults = typeof CLIENT_SETTINGS;

/** What is set; what is none of its kind is as if it were not. */
export function setting<Name extends keyof Defaults>(name: Name): Defaults[Name] {
  const fallback: Defaults[Name] = CLIENT_SETTINGS[name];
  const value: unknown = vscode.workspace.getConfiguration().get(name);
  if (typeof value === 'number' && typeof fallback === 'number') {
    return (value >= 0 ? Math.min(value, HIGHEST) : fallback) as Defaults[Name];
  }
  return typeof value === typeof fallback ? (value as Defaults[Name]) : fallback;
}
