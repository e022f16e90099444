import type { SourceGrant } from '../../core/carto/coverage.ts';
import type { KeyTable } from '../../core/carto/key-grants.ts';
import type { Standing } from '../../core/carto/standing.ts';
import type { Account } from '../accounts/account.ts';
import type { Credential, KeyCredential, TokenCredential } from '../accounts/credentials.ts';

/** What stands in the tree. No part of it is a credential. */
export type TreeNode =
  | AccountNode
  | GroupNode
  | CredentialNode
  | PartNode
  | ConnectionNode
  | GrantNode
  | RefererNode
  | KeyPartNode
  | KeyTableNode
  | MessageNode;

export interface AccountNode {
  readonly kind: 'account';
  readonly account: Account;
}

/** The credentials of an account that are restricted alike, where they are grouped so. */
export interface GroupNode {
  readonly kind: 'group';
  readonly account: Account;
  readonly standing: Standing;
  readonly credentials: readonly Credential[];
}

/** An access token or an API key: what most commands are run on. */
export interface CredentialNode<C extends Credential = Credential> {
  readonly kind: 'credential';
  readonly account: Account;
  readonly credential: C;
}

export type TokenNode = CredentialNode<TokenCredential>;
export type KeyNode = CredentialNode<KeyCredential>;

/** One of the things that restrict an access token. */
export interface PartNode {
  readonly kind: 'apis' | 'grants' | 'referers' | 'expires';
  readonly account: Account;
  readonly credential: TokenCredential;
}

/** The grants of an access token on one connection. */
export interface ConnectionNode {
  readonly kind: 'connection';
  readonly account: Account;
  readonly credential: TokenCredential;
  readonly connection: string;
}

export interface GrantNode {
  readonly kind: 'grant';
  readonly account: Account;
  readonly credential: TokenCredential;
  readonly grant: SourceGrant;
}

export interface RefererNode {
  readonly kind: 'referer';
  readonly account: Account;
  readonly credential: TokenCredential;
  readonly referer: string;
}

/** One of the things that an API key gives. */
export interface KeyPartNode {
  readonly kind: 'key-apis' | 'key-tables' | 'key-services';
  readonly account: Account;
  readonly credential: KeyCredential;
}

/** A table, or a schema, that an API key gives something on. */
export interface KeyTableNode {
  readonly kind: 'key-table';
  readonly account: Account;
  readonly credential: KeyCredential;
  readonly table: KeyTable;
}

/** What is said in the place of an account's credentials, or above them. */
export interface MessageNode {
  readonly kind: 'empty' | 'failure' | 'kept';
  readonly account: Account;
  readonly text: string;
  /** What is said behind it, where something is. */
  readonly note?: string;
  /** All of it, where that is longer. */
  readonly detail?: string;
  readonly needsSignIn?: boolean;
}
