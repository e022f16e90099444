import picocolors from 'picocolors';
import type { Severity } from '../../core/problem.ts';
import type { FormatOptions } from '../formats.ts';
import { printable } from '../printable.ts';
import type { Finding, Report } from '../report.ts';

type Paint = ReturnType<typeof picocolors.createColors>;

const STYLES = { error: 'red', warning: 'yellow', information: 'blue', hint: 'gray' } as const;
const SEVERITIES = Object.keys(STYLES) as Severity[];

/** Messages hold cause and remedy, so each has a line of its own, below what it is about. */
const INDENT = '  ';

/** For people: grouped by file, positions counted from 1 as editors show them, a summary at the end. */
export function text(report: Report, { colours, maxWarnings }: FormatOptions): string {
  const paint = picocolors.createColors(colours);
  const { findings } = report;
  const lines = findings.flatMap((finding, index) => {
    const isFirstOfFile = finding.path !== findings[index - 1]?.path;
    const heading = index === 0 ? [] : [''];
    return [
      ...(isFirstOfFile ? [...heading, paint.underline(printable(finding.path))] : []),
      ...entry(finding, paint),
    ];
  });
  const end = summary(report, maxWarnings, paint);
  return `${[...lines, ...(lines.length > 0 ? [''] : []), end].join('\n')}\n`;
}

function entry({ range, severity, rule, message }: Finding, paint: Paint): string[] {
  const place = `${range.start.line + 1}:${range.start.character + 1}`;
  return [
    `${INDENT}${place} ${paint[STYLES[severity]](severity)} ${paint.gray(rule)}`,
    `${INDENT}${INDENT}${printable(message)}`,
  ];
}

function summary(report: Report, maxWarnings: number | undefined, paint: Paint): string {
  const { findings, suppressed, older } = report;
  const files = plural(report.filesScanned, 'file');
  const isNew = older === undefined ? '' : 'new ';
  const left = older
    ? ` ${plural(older, 'older one')} ${older === 1 ? 'is' : 'are'} left out.`
    : '';
  const fine = suppressed.length > 0 ? ` ${suppressed.length} suppressed.` : '';
  if (findings.length === 0) return paint.green(`No ${isNew}problems in ${files}.${left}${fine}`);

  const count = (severity: Severity) =>
    findings.filter((finding) => finding.severity === severity).length;
  const counts = SEVERITIES.flatMap((severity) => {
    const found = count(severity);
    return found > 0 ? plural(found, severity) : [];
  });
  const isTooMuch = maxWarnings !== undefined && count('warning') > maxWarnings;
  const limit = isTooMuch ? ` More warnings than allowed (${maxWarnings}).` : '';
  const line = `${plural(findings.length, `${isNew}problem`)} in ${files}: ${counts.join(', ')}.${left}${fine}${limit}`;
  return count('error') > 0 || isTooMuch ? paint.red(line) : paint.yellow(line);
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 || noun === 'information' ? '' : 's'}`;
}
