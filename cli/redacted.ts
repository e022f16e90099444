import type { Redactor } from '../core/credentials/redact.ts';
import { readingsOf } from '../core/credentials/redaction/readings.ts';
import type { Finding, Mend, Report, Unreadable } from './report.ts';

/** A report as it may be printed: without the credentials that were found, whatever of them stands in paths, messages and fixes. */
export function redacted(report: Report): Report {
  const { redactor, findings, suppressed, unreadable, unchecked } = report;
  const safe = once((text) => redactor.redact(text));
  const isUnsafe = once((text) => redactor.holdsSecret(text));
  const finding = (each: Finding): Finding => {
    const path = safe(each.path);
    return {
      ...each,
      path,
      ...(path === each.path ? {} : { isPathRedacted: true }),
      message: safe(each.message),
      fixes: () => each.fixes().flatMap(fix),
    };
  };
  /** One that would write a credential is left out: it would stand in the report. */
  const fix = ({ title, edits }: Mend): Mend[] => {
    return edits.some(({ newText }) => isUnsafe(newText)) ? [] : [{ title: safe(title), edits }];
  };
  const file = ({ path, reason }: Unreadable): Unreadable => ({
    path: safe(path),
    reason: safe(reason),
  });
  return {
    ...report,
    findings: findings.map(finding),
    suppressed: suppressed.map(({ reason, ...rest }) => ({
      ...rest,
      path: safe(rest.path),
      ...(reason === undefined ? {} : { reason: safe(reason) }),
    })),
    unreadable: unreadable.map(file),
    unchecked: unchecked.map(file),
  };
}

/** A function of texts that come again and again, worked out for each once. */
function once<Worked>(work: (text: string) => Worked): (text: string) => Worked {
  const known = new Map<string, Worked>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const worked = work(text);
    known.set(text, worked);
    return worked;
  };
}

/**
 * Has a redactor learn what of a command's arguments may be a credential of whatever length: mistakes are repeated in messages, and a
 * credential is easily pasted into the wrong place.
 */
export function learnArguments(redactor: Redactor, args: readonly string[]): void {
  for (const { text } of args.flatMap((argument) => [...readingsOf(argument)])) {
    for (const [run] of text.matchAll(/[A-Za-z0-9]{12,}/g)) {
      if (/\d/.test(run) && /[A-Za-z]/.test(run)) redactor.learn(run);
    }
  }
}
