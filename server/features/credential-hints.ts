import { type InlayHint, InlayHintKind, type Range } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { type Grade, gradeOf } from '../../core/credentials/grade.ts';
import type { Span } from '../../core/problem.ts';
import { shown } from '../../core/wording.ts';
import type { Inspection } from '../workspace/inspections.ts';
import type { KnownCredentials } from '../workspace/known-credentials.ts';

/** What a grade is called, in a word or two. */
const WORDS: Readonly<Record<Grade, string>> = {
  everything: 'everything',
  'all-sources': 'all sources',
  'no-referer': 'any website',
  unknown: 'restriction unknown',
  restricted: 'restricted',
  public: 'public',
  expired: 'expired',
  deleted: 'deleted',
};

/**
 * In front of each credential that an account knows, its name and what it is restricted to: `sales-map · restricted`. Behind it, a token
 * of 144 characters would push that out of sight.
 */
export function credentialHints(
  document: TextDocument,
  asked: Range,
  { look, place }: Inspection,
  known: KnownCredentials,
): InlayHint[] {
  const start = document.offsetAt(asked.start);
  const end = document.offsetAt(asked.end);
  return look.findings.flatMap((finding) => {
    const at = beginningOf(document, finding.span);
    const credential = 'fingerprint' in finding ? known.of(finding.fingerprint) : undefined;
    if (!credential || at < start || at > end) return [];
    return {
      position: document.positionAt(at),
      label: `${shown(credential.name)} · ${WORDS[gradeOf(credential, place, new Date())]}`,
      tooltip: `${shown(credential.name)}, ${shown(credential.account)}`,
      kind: InlayHintKind.Type,
      paddingRight: true,
    };
  });
}

/** Where a literal begins: with its quote where it has one. */
function beginningOf(document: TextDocument, { start }: Span): number {
  const before = document.positionAt(Math.max(0, start - 1));
  const character = document.getText({ start: before, end: document.positionAt(start) });
  return /["'`]/.test(character) ? start - 1 : start;
}
