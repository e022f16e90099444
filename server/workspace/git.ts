import { URI } from 'vscode-uri';
import { gitStatus } from '../../files/git-status.ts';
import type { GitStatusAnswer } from '../protocol.ts';

/** How git treats a file on this machine's disk. @throws where git's index cannot be read */
export async function statusOf(uri: string): Promise<GitStatusAnswer> {
  const { scheme, fsPath } = URI.parse(uri);
  return scheme === 'file' ? gitStatus(fsPath) : 'unknown';
}
