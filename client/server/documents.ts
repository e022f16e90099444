import type { DocumentFilter } from 'vscode';

/**
 * The documents the language server looks at: files, whatever their language and wherever the workspace lies, and
 * what is typed before it is saved. Not what merely shows text (logs, diffs' old sides, search results).
 */
export const DOCUMENTS = [
  { scheme: 'file' },
  { scheme: 'untitled' },
  { scheme: 'vscode-remote' },
  { scheme: 'vscode-vfs' },
] as const satisfies readonly DocumentFilter[];
