import * as vscode from 'vscode';

export const QUERY_SCHEME = 'cartotoken-query';

/** What the address of a query's file says: enough to find the grant again in a window that knows nothing yet. */
export interface QueryAddress {
  readonly declaration: vscode.Uri;
  /** Which of the declaration's grants it was when the file was first opened, from 0. */
  readonly grant: number;
}

/** @param title what the tab shows, without the ending */
export function queryUri(title: string, { declaration, grant }: QueryAddress): vscode.Uri {
  return vscode.Uri.from({
    scheme: QUERY_SCHEME,
    path: `/${title}.sql`,
    query: JSON.stringify({ declaration: declaration.toString(), grant }),
  });
}

/** @throws FileNotFound where it is not the address of a query */
export function queryAddress(uri: vscode.Uri): QueryAddress {
  try {
    const { declaration, grant } = JSON.parse(uri.query);
    if (typeof declaration === 'string' && Number.isInteger(grant)) {
      return { declaration: vscode.Uri.parse(declaration, true), grant };
    }
  } catch {
    // Said below.
  }
  throw vscode.FileSystemError.FileNotFound(uri);
}
