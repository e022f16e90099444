import type { Connection } from 'vscode-languageserver';
import { visible } from '../core/control-characters.ts';

/**
 * Takes note of a request to the editor that it may refuse, though it has said that it can answer it: that is logged, and nothing
 * depends on it.
 *
 * @param what the request asks for, as in "watching files"
 */
export function refusable(connection: Connection, what: string, asked: Promise<unknown>): void {
  asked.catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    connection.console.warn(`The editor refused ${what}: ${visible(reason)}`);
  });
}
