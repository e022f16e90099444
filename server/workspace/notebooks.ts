import { URI } from 'vscode-uri';

/** The scheme that VS Code gives the cells of a notebook. The path is the notebook's. */
const CELL = 'vscode-notebook-cell';

/** The URI of the notebook's file that a document is a cell of; undefined where it is none. */
export function notebookOf(uri: string): string | undefined {
  const { scheme, path } = URI.parse(uri);
  return scheme === CELL ? URI.file(path).toString() : undefined;
}
