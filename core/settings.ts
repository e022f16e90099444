import { TRAILING_SLASH_CHOICES, type TrailingSlash } from './declarations/circumstances.ts';
import { RULES } from './inspect.ts';
import { SEVERITY_CHOICES, type Severities } from './problem.ts';

/** The user's settings, as package.json documents them under `cartotoken`. */
export interface Settings {
  readonly rules: Severities;
  readonly trailingSlash: TrailingSlash;
  readonly inlayHints: boolean;
}

export const DEFAULT_SETTINGS: Settings = { rules: {}, trailingSlash: 'require', inlayHints: true };

/**
 * Reads what an editor says of the section `cartotoken`:
 * `{ rules: { [rule]: severity }, referers: { trailingSlash }, inlayHints: { enabled } }`.
 * What is missing, or none of the choices, is as if it were not set.
 */
export function readSettings(section: unknown): Settings {
  const { rules, referers, inlayHints } = record(section);
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
  };
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
