/** What an editor can tell the language server beside the Language Server Protocol. Nothing of it is a secret. */

/** The notification that tells which connections are known. */
export const CONNECTIONS_KNOWN = 'cartotoken/connectionsKnown';

export interface ConnectionsKnown {
  /** Their names, over all accounts that are signed in to; null while they are not all known. */
  readonly names: readonly string[] | null;
}
