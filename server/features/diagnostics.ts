import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver';
import { OVER_BUDGET } from '../../core/credentials/budget.ts';
import type { Look } from '../../core/credentials/look.ts';
import { type RuleId, rulePage } from '../../core/inspect.ts';
import type { Problem, Related, Severity } from '../../core/problem.ts';
import { type Places, range } from '../ranges.ts';

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** No editor shows more for one document (VS Code itself stops here), and hundreds of thousands would choke it. */
const MOST = 1000;

/**
 * Problems in the protocol's words: all, or the most severe where there are very many.
 *
 * @param look what they were found in: where that is not all of the text, that is said
 */
export function diagnostics(
  document: Places,
  problems: readonly Problem<RuleId>[],
  look: Pick<Look, 'isIncomplete'> = {},
): Diagnostic[] {
  const shown =
    problems.length <= MOST
      ? problems
      : problems.toSorted((a, b) => SEVERITIES[a.severity] - SEVERITIES[b.severity]).slice(0, MOST);
  const all = shown.map((problem) => diagnostic(document, problem));
  return look.isIncomplete ? [NOT_FULLY_CHECKED, ...all] : all;
}

/** No finding: no rule says it, and no setting turns it off. */
const NOT_FULLY_CHECKED: Diagnostic = {
  range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
  severity: DiagnosticSeverity.Information,
  source: 'CARTO',
  code: 'not-fully-checked',
  codeDescription: {
    href: 'https://github.com/cartotokens/carto-tokens/blob/main/docs/findings.md#not-fully-checked',
  },
  message: `This file is not fully checked: ${OVER_BUDGET}.`,
};

export function diagnostic(document: Places, problem: Problem<RuleId>): Diagnostic {
  return {
    range: range(document, problem.span),
    severity: SEVERITIES[problem.severity],
    source: 'CARTO',
    code: problem.rule,
    codeDescription: { href: rulePage(problem.rule) },
    message: problem.message,
    ...(problem.related.length > 0 ? { relatedInformation: problem.related.map(related) } : {}),
  };
}

function related({ uri, range, message }: Related) {
  return { location: { uri, range }, message };
}
