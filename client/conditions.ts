import * as vscode from 'vscode';
import { type Conditions, defaults } from '../core/inspect.ts';
import { readSettings } from '../core/settings.ts';

/**
 * What the rules on declarations go by here.
 *
 * @param connections those of the account that is meant, where they are known
 * @param scope whose settings count; the window's where it is left out
 */
export function conditionsOf(
  connections: readonly string[] | undefined,
  scope?: vscode.Uri,
): Conditions {
  const section = vscode.workspace.getConfiguration(undefined, scope).get('cartotoken');
  const { rules, trailingSlash } = readSettings(section);
  return { ...defaults(), trailingSlash, connections, severities: rules };
}
