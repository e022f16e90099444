import type { IgnoreEntry } from './credentials/ignore-file.ts';
import { type Look, lookAt } from './credentials/look.ts';
import { NOWHERE } from './credentials/place.ts';
import type { Judging } from './credentials/rule.ts';
import { suppressionUnused } from './credentials/rules/suppression-unused.ts';
import { CREDENTIAL_RULES } from './credentials/rules.ts';
import { type Suppressed, type Suppressing, suppress } from './credentials/suppress.ts';
import { alone, type Circumstances } from './declarations/circumstances.ts';
import type { Declaration } from './declarations/declaration.ts';
import { parseDeclaration } from './declarations/parse.ts';
import { DECLARATION_RULES, RULES_ON } from './declarations/rules.ts';
import { byPlace, type Fix, type Problem, runRules, type Severities } from './problem.ts';

/** Every rule there is. */
export const RULES = [...DECLARATION_RULES, ...CREDENTIAL_RULES, suppressionUnused] as const;

/** The closed list of rule ids: the codes of diagnostics, the headings of docs/rules.md. */
export type RuleId = (typeof RULES)[number]['id'];

/** A text to look at. */
export interface Document {
  readonly text: string;
  /** Whether it is a `*.cartotoken.json`, so that the declaration rules apply. */
  readonly isDeclaration: boolean;
}

/** What a user has set, and what is known beside the text. */
export interface Conditions extends Circumstances, Judging, Suppressing {
  readonly severities: Severities;
}

/** What the rules say of a text. */
export interface Inspection {
  readonly problems: Problem<RuleId>[];
  /** What would be a problem, if nobody had said that it is fine. */
  readonly suppressed: Suppressed<RuleId>[];
}

/** The defaults, and nothing known beside the text. */
export function defaults(now?: Date): Conditions {
  const unknown = () => undefined;
  return {
    ...alone(now),
    severities: {},
    place: NOWHERE,
    knownCredential: unknown,
    ignoredCredential: unknown,
  };
}

/**
 * All problems of one document, in the order of its text. The editor and the command line both ask here, which is
 * why they agree.
 */
export function inspect(
  { text, isDeclaration }: Document,
  conditions: Conditions = defaults(),
): Problem<RuleId>[] {
  return isDeclaration
    ? inspectDeclaration(parseDeclaration(text), conditions)
    : judge(lookAt(text, conditions.place.path), conditions).problems;
}

const IDS: readonly string[] = RULES.map(({ id }) => id);

/** All that is to be said of what was found in a text that is no declaration, in its order. The text itself is not needed any more. */
export function judge(look: Look, conditions: Conditions): Inspection {
  const { severities, place } = conditions;
  // That is where credentials belong.
  if (place.environment === 'ignored') return { problems: [], suppressed: [] };
  const isOn = ({ rule }: Problem) => severities[rule] !== 'off';
  const on = Object.fromEntries(Object.entries(severities).filter(([, to]) => to !== 'off'));
  const all = runRules(CREDENTIAL_RULES, look.findings, conditions, on).sort(byPlace);
  const { problems, suppressed, useless } = suppress<RuleId>(all, look, conditions, IDS);
  const unused = runRules([suppressionUnused], useless, conditions, severities);
  return {
    problems: [...problems.filter(isOn), ...unused].sort(byPlace),
    suppressed: suppressed.filter(({ problem }) => isOn(problem)),
  };
}

/**
 * The problems of an ignore file's entries.
 *
 * @param isUnused whether an entry suppresses nothing, for who has looked at all that it speaks of
 */
export function inspectIgnoreFile(
  entries: readonly IgnoreEntry[],
  conditions: Conditions,
  isUnused: (entry: IgnoreEntry) => boolean = () => false,
): Problem<RuleId>[] {
  const useless = entries
    .filter((entry) => entry.kind === 'malformed' || isUnused(entry))
    .map((entry) => ({ kind: 'entry' as const, entry }));
  return runRules([suppressionUnused], useless, conditions, conditions.severities);
}

/** All problems of a declaration, in the order of its text. Its credentials are found by a rule of its own. */
export function inspectDeclaration(
  declaration: Declaration,
  conditions: Conditions,
): Problem<RuleId>[] {
  const rules = RULES_ON[declaration.kind];
  const problems = runRules(rules, declaration, conditions, conditions.severities).sort(byPlace);
  if (declaration.faults.length === 0) return problems;
  // Where the text is not JSON, where an edit would have to go is a guess.
  return problems.map((problem) => ({ ...problem, fixes: noFixes }));
}

const noFixes = (): Fix[] => [];

/** Where a rule is explained: its heading on the page of the rules. */
export function rulePage(rule: RuleId): string {
  return `https://github.com/cartotokens/carto-tokens/blob/main/docs/rules.md#${rule}`;
}
