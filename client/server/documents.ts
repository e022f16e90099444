import type { DocumentFilter } from 'vscode';
import { TOKEN_SCHEME } from '../../server/protocol.ts';

/**
 * The documents the language server looks at: files, whatever their language and wherever the workspace lies, what
 * is typed before it is saved, cells of notebooks, and the tokens of accounts. Not what merely shows text (logs, diffs' old sides, search results).
 */
export const DOCUMENTS = [
  { scheme: 'file' },
  { scheme: 'untitled' },
  { scheme: 'vscode-remote' },
  { scheme: 'vscode-vfs' },
  { scheme: 'vscode-notebook-cell' },
  { scheme: TOKEN_SCHEME },
] as const satisfies readonly DocumentFilter[];
