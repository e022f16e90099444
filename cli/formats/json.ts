import type { Report } from '../check.ts';

/**
 * For programs. The shape is a promise: what changes it changes `version`.
 * `{"version":1,"filesScanned":n,"diagnostics":[{"path","range","severity","rule","message"}]}`
 */
export function json({ filesScanned, findings }: Report): string {
  return `${JSON.stringify({ version: 1, filesScanned, diagnostics: findings }, null, 2)}\n`;
}
