import * as vscode from 'vscode';

/** Why the view of tokens shows a text instead of a tree. */
export type TokensWelcome = 'empty' | 'no-match' | 'forbidden';

/** What the `when` clauses of package.json may ask for, and what they get. A test ties them to each other. */
export interface ContextKeys {
  /** There is an account that is signed in to. */
  readonly 'cartotoken.hasAccounts': boolean;
  /** Someone is about to sign in. */
  readonly 'cartotoken.isSigningIn': boolean;
  readonly 'cartotoken.tokensWelcome': TokensWelcome | undefined;
  /** Some tokens are left out of the view by their words. */
  readonly 'cartotoken.isFiltered': boolean;
}

export type ContextKey = keyof ContextKeys;

export async function setContext<Key extends ContextKey>(
  key: Key,
  value: ContextKeys[Key],
): Promise<void> {
  await vscode.commands.executeCommand('setContext', key, value);
}
