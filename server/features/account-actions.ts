import { type CodeAction, CodeActionKind, type CodeActionParams } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Finding } from '../../core/credentials/finding.ts';
import type { KnownCredential } from '../../core/credentials/known.ts';
import { CREDENTIAL_COMMANDS, type CredentialArgument } from '../protocol.ts';
import { range } from '../ranges.ts';
import type { Inspection } from '../workspace/inspections.ts';
import type { KnownCredentials } from '../workspace/known-credentials.ts';
import { isAskedFor, touches } from './code-actions.ts';
import { diagnostic } from './diagnostics.ts';

interface Offer {
  readonly title: string;
  readonly command: string;
}

const { open, test, rotate, regenerate, replace, signIn } = CREDENTIAL_COMMANDS;

const SIGN_IN: Offer = { title: 'Sign in to see what it reaches', command: signIn };

/** What can be done with the credentials at the requested range, by an editor that has the commands for it. */
export function accountActions(
  document: TextDocument,
  { problems, look }: Inspection,
  { range: asked, context }: Pick<CodeActionParams, 'range' | 'context'>,
  known: KnownCredentials,
): CodeAction[] {
  if (!isAskedFor(CodeActionKind.QuickFix, context.only)) return [];
  return look.findings.flatMap((finding) => {
    if (!('fingerprint' in finding) || !touches(range(document, finding.span), asked)) return [];
    const problem = problems.find(
      ({ rule, span }) => rule === `hardcoded-${finding.kind}` && span.start === finding.span.start,
    );
    if (!problem) return [];
    const { fingerprint } = finding;
    const offers = offersFor(finding, known.of(fingerprint), known.isSignedIn);
    return offers.map(({ title, command }) => ({
      title,
      kind: CodeActionKind.QuickFix,
      diagnostics: [diagnostic(document, problem)],
      command: {
        title,
        command,
        arguments: command === signIn ? [] : [{ fingerprint } satisfies CredentialArgument],
      },
    }));
  });
}

function offersFor(
  { kind }: Finding,
  known: KnownCredential | undefined,
  isSignedIn: boolean | undefined,
): readonly Offer[] {
  if (!known) {
    // Of others an account has nothing to say.
    const isOfAccounts = kind === 'access-token' || kind === 'api-key';
    return isOfAccounts && isSignedIn === false ? [SIGN_IN] : [];
  }
  if (known.isDeleted) return [];
  if (known.kind === 'token') {
    return [
      { title: 'Open its token', command: open },
      { title: 'Test it', command: test },
      { title: 'Rotate it', command: rotate },
      { title: 'Replace by a restricted token…', command: replace },
    ];
  }
  return [
    { title: 'Show it among the tokens', command: open },
    { title: 'Test it', command: test },
    ...(known.type === 'regular' ? [{ title: 'Regenerate it', command: regenerate }] : []),
    { title: 'Replace by a restricted key…', command: replace },
  ];
}
