import type { Account } from '../accounts/account.ts';
import type { Credential, KeyCredential, TokenCredential } from '../accounts/credentials.ts';

/** What stands in the tree. No part of it is a credential. */
export type TreeNode = AccountNode | CredentialNode | MessageNode;

export interface AccountNode {
  readonly kind: 'account';
  readonly account: Account;
}

/** An access token or an API key: what most commands are run on. */
export interface CredentialNode<C extends Credential = Credential> {
  readonly kind: 'credential';
  readonly account: Account;
  readonly credential: C;
}

export type TokenNode = CredentialNode<TokenCredential>;
export type KeyNode = CredentialNode<KeyCredential>;

/** What is said in the place of an account's credentials. */
export interface MessageNode {
  readonly kind: 'empty' | 'failure';
  readonly account: Account;
  readonly text: string;
  /** All of it, where that is longer. */
  readonly detail?: string;
  readonly needsSignIn?: boolean;
}
