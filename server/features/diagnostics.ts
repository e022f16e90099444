import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver';
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

/** Problems in the protocol's words: all, or the most severe where there are very many. */
export function diagnostics(document: Places, problems: readonly Problem<RuleId>[]): Diagnostic[] {
  const shown =
    problems.length <= MOST
      ? problems
      : problems.toSorted((a, b) => SEVERITIES[a.severity] - SEVERITIES[b.severity]).slice(0, MOST);
  return shown.map((problem) => diagnostic(document, problem));
}

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
