import * as vscode from 'vscode';

/** Why the view of tokens shows a text instead of a tree. */
export type TokensWelcome = 'empty' | 'no-match' | 'forbidden';

/** The values of what the `when` clauses of package.json may ask for. */
interface ContextKeys {
  /** There is an account that is signed in to. */
  readonly 'cartotoken.hasAccounts': boolean;
  /** Someone is about to sign in. */
  readonly 'cartotoken.isSigningIn': boolean;
  readonly 'cartotoken.tokensWelcome': TokensWelcome | undefined;
  /** Some tokens are left out of the view by their words. */
  readonly 'cartotoken.isFiltered': boolean;
  /** The workspace was looked through for declarations: what its view does not show is not there. */
  readonly 'cartotoken.areDeclarationsListed': boolean;
  /** A query is written in an editor, for the key that goes on from there: quick inputs cannot be gone back to by one. */
  readonly 'cartotoken.writesQuery': boolean;
}

type ContextKey = keyof ContextKeys;

/** All of them: a test ties them to package.json. */
export const CONTEXT_KEYS = [
  'cartotoken.hasAccounts',
  'cartotoken.isSigningIn',
  'cartotoken.tokensWelcome',
  'cartotoken.isFiltered',
  'cartotoken.areDeclarationsListed',
  'cartotoken.writesQuery',
] as const satisfies readonly ContextKey[];

export async function setContext<Key extends (typeof CONTEXT_KEYS)[number]>(
  key: Key,
  value: ContextKeys[Key],
): Promise<void> {
  await vscode.commands.executeCommand('setContext', key, value);
}
