import type { Report } from '../check.ts';

/**
 * For programs. The shape is a promise: what changes it changes `version`.
 * `{"version":1,"filesScanned":n,"diagnostics":[{"path","range","severity","rule","message"}]}`
 */
export function json({ filesScanned, findings }: Report): string {
  const diagnostics = findings.map(({ path, range, severity, rule, message }) => ({
    path,
    range,
    severity,
    rule,
    message,
  }));
  return `${JSON.stringify({ version: 1, filesScanned, diagnostics }, null, 2)}\n`;
}
