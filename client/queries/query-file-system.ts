import type * as vscode from 'vscode';
import { LazyFileSystem } from '../lazy-file-system.ts';
import type { Queries } from './queries.ts';
import { QUERY_SCHEME } from './query-uri.ts';

/** The queries of declarations as files of their own, so that they are edited, saved and compared like any other. */
export class QueryFileSystem extends LazyFileSystem<Queries> {
  /** @param state the workspace's: it outlives the window, as tabs do */
  constructor(state: vscode.Memento) {
    super(QUERY_SCHEME, async (tell) => {
      const { Queries } = await import('./queries.ts');
      return new Queries(state, tell);
    });
  }

  /** Opens the query at the cursor, or one that the user chooses. */
  async edit(editor: vscode.TextEditor): Promise<void> {
    await (await this.load()).edit(editor);
  }
}
