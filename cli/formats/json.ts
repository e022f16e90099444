import { visibleJson } from '../../core/control-characters.ts';
import type { Report } from '../report.ts';

/**
 * For programs. The shape is a promise: what changes it changes `version`.
 * `{"version":1,"filesScanned":n,"diagnostics":[{"path","range","severity","rule","message"}],
 * "suppressed":[{"path","range","rule","how","reason"}]}`, and where there are any, `"notFullyChecked":[{"path","reason"}]`.
 */
export function json({ filesScanned, findings, suppressed, unchecked }: Report): string {
  const diagnostics = findings.map(({ path, range, severity, rule, message }) => ({
    path,
    range,
    severity,
    rule,
    message,
  }));
  const notFullyChecked = unchecked.map(({ path, reason }) => ({ path, reason }));
  const report = {
    version: 1,
    filesScanned,
    diagnostics,
    suppressed,
    ...(notFullyChecked.length > 0 ? { notFullyChecked } : {}),
  };
  return `${visibleJson(JSON.stringify(report, null, 2))}\n`;
}
