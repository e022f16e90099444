import { visibleJson } from '../../core/control-characters.ts';
import type { Report } from '../report.ts';

/**
 * For programs. The shape is a promise: what changes it changes `version`.
 * `{"version":1,"filesScanned":n,"diagnostics":[{"path","range","severity","rule","message"}],
 * "suppressed":[{"path","range","rule","how","reason"}]}`
 */
export function json({ filesScanned, findings, suppressed }: Report): string {
  const diagnostics = findings.map(({ path, range, severity, rule, message }) => ({
    path,
    range,
    severity,
    rule,
    message,
  }));
  const report = { version: 1, filesScanned, diagnostics, suppressed };
  return `${visibleJson(JSON.stringify(report, null, 2))}\n`;
}
