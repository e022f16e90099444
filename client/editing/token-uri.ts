import * as vscode from 'vscode';
import { DECLARATION_SUFFIX } from '../../core/declarations/declaration.ts';
import { TOKEN_SCHEME } from '../../server/protocol.ts';
import type { TokenNode } from '../tokens/node.ts';

/** What the address of a token's file says: which one it is. No part of it opens anything. */
export interface TokenAddress {
  /** The account's id. */
  readonly account: string;
  /** The token's id in it. */
  readonly credential: string;
}

/** The address of a token's file: its path is for people, and stays when the token is renamed. */
export function tokenUri({ account, credential }: TokenNode): vscode.Uri {
  return vscode.Uri.from({
    scheme: TOKEN_SCHEME,
    path: `/${asName(account.label)}/${asName(credential.name)}${DECLARATION_SUFFIX}`,
    // Short: VS Code shows all of the address where it cannot save.
    query: `${account.id}/${credential.id}`,
  });
}

/** @throws FileNotFound where it is not the address of a token */
export function tokenAddress(uri: vscode.Uri): TokenAddress {
  // Only a token's id, which is CARTO's, may hold a slash.
  const [, account, credential] = /^([^/]+)\/(.+)$/.exec(uri.query) ?? [];
  if (account && credential) return { account, credential };
  throw vscode.FileSystemError.FileNotFound(uri);
}

/** A text as the name of one file or folder. */
function asName(text: string): string {
  return text.replaceAll(/[\\/]/g, '-').replace(/^\.*$/, '-');
}
