import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type WorkspaceEdit,
  type WorkspaceEditClientCapabilities,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { URI } from 'vscode-uri';
import { visible } from '../../core/control-characters.ts';
import { fingerprintEntry } from '../../core/credentials/ignore-file.ts';
import { fingerprintAt, type Look } from '../../core/credentials/look.ts';
import type { Redactor } from '../../core/credentials/redact.ts';
import { CREDENTIAL_RULES } from '../../core/credentials/rules.ts';
import {
  type SuppressingInsertion,
  suppressingComment,
} from '../../core/credentials/suppressing-comment.ts';
import type { RuleId } from '../../core/inspect.ts';
import type { Problem } from '../../core/problem.ts';
import { appendedLine } from '../../core/text-edits.ts';
import { range } from '../ranges.ts';
import type { IgnoreFileText } from '../workspace/ignored.ts';
import { isAskedFor, MOST_AT_ONCE, textEdits, touches } from './code-actions.ts';
import { diagnostic } from './diagnostics.ts';

/** What a person puts their own words in the place of. */
const REASON = 'why it is fine';

/** A document with what was found in it. What costs something is asked for only where there is something to suppress. */
export interface Suppressible {
  readonly document: TextDocument;
  readonly problems: readonly Problem<RuleId>[];
  readonly look: Look;
  readonly redactor: Redactor;
  /** The file that entries are added to; undefined where there can be none. */
  ignoreFile(): IgnoreFileText | undefined;
}

const IDS: ReadonlySet<string> = new Set(CREDENTIAL_RULES.map(({ id }) => id));

/** Ways to say of what stands at the requested range that it is fine: where it stands, and of a credential everywhere. */
export function suppressActions(
  { document, problems, look, redactor, ignoreFile }: Suppressible,
  { range: asked, context }: Pick<CodeActionParams, 'range' | 'context'>,
  abilities: WorkspaceEditClientCapabilities = {},
): CodeAction[] {
  if (!isAskedFor(CodeActionKind.QuickFix, context.only)) return [];
  const found = problems
    .filter(({ rule, span }) => IDS.has(rule) && touches(range(document, span), asked))
    .slice(0, MOST_AT_ONCE);
  if (found.length === 0) return [];
  const file = ignoreFile();
  return found.flatMap((problem) => {
    const action = (title: string, edit: WorkspaceEdit): CodeAction => ({
      title,
      kind: CodeActionKind.QuickFix,
      diagnostics: [diagnostic(document, problem)],
      edit,
    });
    const comment = inComment(document, problem, look, abilities);
    const entry = file && inIgnoreFile(document, problem, look, redactor, file, abilities);
    return [
      ...(comment
        ? [action(`It is fine here: suppress ${problem.rule} with a comment`, comment)]
        : []),
      ...(entry
        ? [action('It is fine everywhere: add its fingerprint to .cartotokenignore', entry)]
        : []),
    ];
  });
}

function inComment(
  document: TextDocument,
  { rule, span }: Problem<RuleId>,
  { suppressions }: Look,
  { documentChanges, snippetEditSupport }: WorkspaceEditClientCapabilities,
): WorkspaceEdit | undefined {
  const place = { path: URI.parse(document.uri).path, language: document.languageId };
  const finding = { rule, at: span.start };
  const insertion = suppressingComment(document.getText(), place, suppressions, finding);
  if (!insertion) return undefined;
  const { at, before, after } = insertion;
  const { uri, version } = document;
  if (after !== undefined && documentChanges && snippetEditSupport) {
    const snippet = { kind: 'snippet' as const, value: asSnippet(before, after) };
    const edits = [{ range: range(document, { start: at, end: at }), snippet }];
    return { documentChanges: [{ textDocument: { uri, version }, edits }] };
  }
  const edit = { span: { start: at, end: at }, newText: asText(insertion) };
  return { changes: { [uri]: textEdits(document, [edit]) } };
}

function asText({ before, after }: SuppressingInsertion): string {
  return after === undefined ? before : `${before}${REASON}${after}`;
}

/** With the reason selected, so that it is typed over. */
function asSnippet(before: string, after: string): string {
  const escaped = (text: string) => text.replace(/[\\$}]/g, '\\$&');
  return `${escaped(before)}\${1:${REASON}}${escaped(after)}`;
}

function inIgnoreFile(
  document: TextDocument,
  { rule, span }: Problem<RuleId>,
  look: Look,
  redactor: Redactor,
  { uri, text }: IgnoreFileText,
  { documentChanges, resourceOperations }: WorkspaceEditClientCapabilities,
): WorkspaceEdit | undefined {
  const fingerprint = fingerprintAt(look, span);
  const canMake = documentChanges && resourceOperations?.includes('create');
  if (fingerprint === undefined || (text === undefined && !canMake)) return undefined;
  const name = visible(redactor.redact(URI.parse(document.uri).path.split('/').at(-1) ?? ''));
  const line = fingerprintEntry(fingerprint, `${rule} in ${name}: ${REASON}`);
  const file = TextDocument.create(uri, '', 0, text ?? '');
  const edits = textEdits(file, [appendedLine(file.getText(), line)]);
  if (text !== undefined) return { changes: { [uri]: edits } };
  return {
    documentChanges: [
      { kind: 'create', uri, options: { overwrite: false, ignoreIfExists: true } },
      { textDocument: { uri, version: null }, edits },
    ],
  };
}
