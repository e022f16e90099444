import type { LanguageServer } from '../server/language-server.ts';

/** Ends the language server, however it is doing, and starts a new one. */
export function restartServer(server: LanguageServer): Promise<void> {
  return server.restart();
}
