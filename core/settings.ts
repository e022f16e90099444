import { TRAILING_SLASH_CHOICES, type TrailingSlash } from './declarations/circumstances.ts';
import { RULES } from './inspect.ts';
import { SEVERITY_CHOICES, type Severities } from './problem.ts';

/** The user's settings, as package.json documents them under `cartotoken`. */
export interface Settings {
  readonly rules: Severities;
  readonly trailingSlash: TrailingSlash;
  readonly inlayHints: boolean;
  readonly scan: ScanSettings;
  /** Globs of what is for development only. */
  readonly developmentPaths: readonly string[];
}

/** How files are looked at that are not open. */
export interface ScanSettings {
  readonly isEnabled: boolean;
  /** What is larger is looked at in pieces, in megabytes. */
  readonly largeFile: number;
}

export const DEFAULT_SETTINGS: Settings = {
  rules: {},
  trailingSlash: 'require',
  inlayHints: true,
  scan: { isEnabled: true, largeFile: 5 },
  developmentPaths: [
    '**/*.{test,spec}.*',
    '**/*.stories.*',
    '**/{test,tests,__tests__,example,examples,demo,demos,sandbox,fixtures}/**',
  ],
};

/**
 * Reads what an editor says of the section `cartotoken`:
 * `{ rules: { [rule]: severity }, referers: { trailingSlash }, inlayHints: { enabled }, scan: { enabled, largeFile },
 * developmentPaths: [glob] }`. What is missing, or none of the choices, is as if it were not set.
 */
export function readSettings(section: unknown): Settings {
  const { rules, referers, inlayHints, scan, developmentPaths } = record(section);
  const { enabled, largeFile } = record(scan);
  const chosen = record(rules);
  return {
    rules: Object.fromEntries(
      RULES.flatMap(({ id }) => {
        const severity = SEVERITY_CHOICES.find((choice) => choice === chosen[id]);
        return severity ? [[id, severity]] : [];
      }),
    ),
    trailingSlash:
      TRAILING_SLASH_CHOICES.find((choice) => choice === record(referers)['trailingSlash']) ??
      DEFAULT_SETTINGS.trailingSlash,
    inlayHints: record(inlayHints)['enabled'] !== false,
    scan: {
      isEnabled: enabled !== false,
      largeFile:
        typeof largeFile === 'number' && largeFile > 0
          ? largeFile
          : DEFAULT_SETTINGS.scan.largeFile,
    },
    developmentPaths: Array.isArray(developmentPaths)
      ? developmentPaths.filter((glob) => typeof glob === 'string' && glob !== '')
      : DEFAULT_SETTINGS.developmentPaths,
  };
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
