import { CANCEL_SCAN, SCAN } from '../../server/protocol.ts';
import type { LanguageServer } from '../server/language-server.ts';

/** Looks through the workspace again: files that have changed since are read. How far it has come is said in the status. */
export async function scanAgain(server: LanguageServer): Promise<void> {
  await server.request(SCAN, {});
}

/** Ends the look through the workspace. What was found until then stays. */
export async function cancelScan(server: LanguageServer): Promise<void> {
  await server.notify(CANCEL_SCAN, {});
}
