import type { CredentialFix } from '../../core/credentials/fixes.ts';
import type { TextEdit } from '../../core/problem.ts';

/** What a fix changes in its own text: of one that moves a credential, with the variable called as it may be. */
export function editsOf(fix: CredentialFix): readonly TextEdit[] {
  return fix.kind === 'move' ? fix.move.edits(fix.move.variable) : fix.edits;
}
