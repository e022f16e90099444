import picocolors from 'picocolors';
import { visible } from '../../core/control-characters.ts';
import type { Severity } from '../../core/problem.ts';
import type { FormatOptions } from '../formats.ts';
import { type Group, grouped } from '../groups.ts';
import type { Finding, Report } from '../report.ts';
import { type Verdict, verdictOn } from '../verdict.ts';

type Paint = ReturnType<typeof picocolors.createColors>;

const STYLES = { error: 'red', warning: 'yellow', information: 'blue', hint: 'gray' } as const;
const SEVERITIES = Object.keys(STYLES) as Severity[];

/** Messages hold cause and remedy, so each has a line of its own, below what it is about. */
const INDENT = '  ';

/**
 * For people: grouped by file, positions counted from 1 as editors show them, a summary at the end. Of a credential in many places
 * the first are listed with it, and the rest are counted.
 */
export function text(report: Report, { colours, maxWarnings }: FormatOptions): string {
  const paint = picocolors.createColors(colours);
  const groups = grouped(report.findings);
  const lines = groups.flatMap((group, index) => {
    const { path } = group.listed[0];
    const isFirstOfFile = path !== groups[index - 1]?.listed[0].path;
    const heading = index === 0 ? [] : [''];
    return [
      ...(isFirstOfFile ? [...heading, paint.underline(visible(path))] : []),
      ...entry(group, paint),
    ];
  });
  const left = report.unchecked.map(({ path, reason }) =>
    paint.yellow(`${visible(path)} is not fully checked: ${visible(reason)}.`),
  );
  const end = summary(report, maxWarnings, paint);
  return `${[...lines, ...(lines.length > 0 ? [''] : []), ...left, end].join('\n')}\n`;
}

function entry({ listed, places, files }: Group, paint: Paint): string[] {
  const [{ range, severity, rule, message }, ...others] = listed;
  const unlisted = places - listed.length;
  return [
    `${INDENT}${positionOf(range)} ${paint[STYLES[severity]](severity)} ${paint.gray(rule)}`,
    `${INDENT}${INDENT}${visible(message)}`,
    ...others.map((other) => {
      const place = `${visible(other.path)}:${positionOf(other.range)}`;
      return `${INDENT}${INDENT}${paint.gray(`also at ${place}`)}`;
    }),
    ...(unlisted > 0
      ? [
          `${INDENT}${INDENT}${paint.gray(`and in ${plural(unlisted, 'more place')}: ${plural(places, 'place')} in ${plural(files, 'file')} in all`)}`,
        ]
      : []),
  ];
}

function positionOf({ start }: Finding['range']): string {
  return `${start.line + 1}:${start.character + 1}`;
}

function summary(report: Report, maxWarnings: number | undefined, paint: Paint): string {
  const { findings, suppressed, older } = report;
  const files = plural(report.filesScanned, 'file');
  const isNew = older === undefined ? '' : 'new ';
  const left = older
    ? ` ${plural(older, 'older one')} ${older === 1 ? 'is' : 'are'} left out.`
    : '';
  const fine = suppressed.length > 0 ? ` ${suppressed.length} suppressed.` : '';
  const passed = report.unchecked.length > 0 ? paint.yellow : paint.green;
  if (findings.length === 0) return passed(`No ${isNew}problems in ${files}.${left}${fine}`);

  const counts = SEVERITIES.flatMap((severity) => {
    const found = findings.filter((finding) => finding.severity === severity).length;
    return found > 0 ? plural(found, severity) : [];
  });
  const verdict = verdictOn(report, maxWarnings);
  const hasWarnings = findings.some(({ severity }) => severity === 'warning');
  const reason = hasWarnings ? reasonFor(verdict, report, maxWarnings) : '';
  const line = `${plural(findings.length, `${isNew}problem`)} in ${files}: ${counts.join(', ')}.${left}${fine}${reason}`;
  return verdict === 'clean' ? paint.yellow(line) : paint.red(line);
}

/** What warnings have to do with the exit code, which nobody would guess. */
function reasonFor(
  verdict: Verdict,
  { findings }: Report,
  maxWarnings: number | undefined,
): string {
  switch (verdict) {
    case 'errors':
      return '';
    case 'warnings':
      return ` More warnings than allowed (${maxWarnings}).`;
    case 'credentials': {
      const credentials = new Set(findings.flatMap(({ fingerprint }) => fingerprint ?? []));
      return ` Failed: ${plural(credentials.size, 'credential')} in files (--max-warnings <number> allows warnings).`;
    }
    case 'clean':
      return maxWarnings === undefined
        ? ' Passed: these warnings do not fail a check (--max-warnings 0 makes them).'
        : '';
  }
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 || noun === 'information' ? '' : 's'}`;
}
