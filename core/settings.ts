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

/** The bounds of settings: package.json says the same, but not every editor reads that. */
export const LIMITS = {
  /** In megabytes. A text that is read whole takes several times its size in memory, and can have 512 at most. */
  largeFile: { minimum: 0.1, maximum: 100 },
  developmentPaths: { maxItems: 100, maxLength: 500 },
} as const;

/** Told in a sentence of each setting that is not used as it is written, and why. No value is in it: it may be anything. */
export type OnAdjusted = (words: string) => void;

/**
 * Reads what an editor says of the section `cartotoken`:
 * `{ rules: { [rule]: severity }, referers: { trailingSlash }, inlayHints: { enabled }, scan: { enabled, largeFile },
 * developmentPaths: [glob] }`. What is missing, or none of the choices, is as if it were not set; what is out
 * of bounds is used up to them.
 */
export function readSettings(section: unknown, onAdjusted: OnAdjusted = () => undefined): Settings {
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
      largeFile: readLargeFile(largeFile, onAdjusted),
    },
    developmentPaths: Array.isArray(developmentPaths)
      ? readGlobs(developmentPaths, onAdjusted)
      : DEFAULT_SETTINGS.developmentPaths,
  };
}

function readLargeFile(value: unknown, onAdjusted: OnAdjusted): number {
  if (typeof value !== 'number' || !(value > 0)) return DEFAULT_SETTINGS.scan.largeFile;
  const { minimum, maximum } = LIMITS.largeFile;
  const used = Math.min(maximum, Math.max(minimum, value));
  if (used !== value) {
    onAdjusted(
      `cartotoken.scan.largeFile must be from ${minimum} to ${maximum} megabytes: ${used} is used.`,
    );
  }
  return used;
}

function readGlobs(values: readonly unknown[], onAdjusted: OnAdjusted): string[] {
  const { maxItems, maxLength } = LIMITS.developmentPaths;
  const globs = values.filter((glob): glob is string => typeof glob === 'string' && glob !== '');
  const used = globs.slice(0, maxItems).filter(({ length }) => length <= maxLength);
  if (used.length < globs.length) {
    onAdjusted(
      `cartotoken.developmentPaths may hold up to ${maxItems} globs of up to ${maxLength} characters: ` +
        `${globs.length - used.length} of ${globs.length} are not used.`,
    );
  }
  return used;
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
