import { nearMiss } from '../near-miss.ts';
import type { Problem, Severities } from '../problem.ts';
import { fingerprintsOf, type Look } from './look.ts';
import type { UselessSuppression } from './rules/suppression-unused.ts';
import type { Suppression } from './suppressions.ts';

/** What says of a credential that it is fine, wherever it stands. */
export interface Ignored {
  readonly reason: string | undefined;
}

/** A problem of which someone says that it is fine. */
export interface Suppressed<Id extends string = string> {
  readonly problem: Problem<Id>;
  readonly how: 'comment' | 'ignore-file';
  readonly reason: string | undefined;
}

/** What suppressions make of problems. */
export interface Outcome<Id extends string> {
  readonly problems: readonly Problem<Id>[];
  readonly suppressed: readonly Suppressed<Id>[];
  /** What suppresses nothing. */
  readonly useless: readonly UselessSuppression[];
}

/** What suppressions are judged by. */
export interface Suppressing {
  readonly severities: Severities;
  /** What an ignore file says of a credential, named by its fingerprint; undefined where none speaks of it. */
  ignoredCredential(fingerprint: string): Ignored | undefined;
}

/**
 * Parts the problems that stand from those of which someone says that they are fine.
 *
 * @param problems in the order of the text, also those of rules that are switched off: a comment about them is of use
 * @param rules the ids of all rules there are
 */
export function suppress<Id extends string>(
  problems: readonly Problem<Id>[],
  look: Look,
  conditions: Suppressing,
  rules: readonly string[],
): Outcome<Id> {
  const { suppressions } = look;
  const fingerprintAt = fingerprintsOf(look);
  /** The rules that each comment has suppressed. */
  const used = new Map(suppressions.map((each) => [each, new Set<string>()]));
  const covering = covered(suppressions);
  const standing: Problem<Id>[] = [];
  const suppressed: Suppressed<Id>[] = [];
  for (const problem of problems) {
    const covers = covering(problem.span.start);
    const comments =
      covers.length === 0 ? covers : covers.filter((each) => names(each, problem.rule));
    for (const comment of comments) used.get(comment)?.add(problem.rule);
    const fingerprint = fingerprintAt(problem.span);
    // Asked in any case: an entry that a comment goes before is of use elsewhere.
    const entry = fingerprint ? conditions.ignoredCredential(fingerprint) : undefined;
    const [comment] = comments;
    if (comment) suppressed.push({ problem, how: 'comment', reason: comment.reason });
    else if (entry) suppressed.push({ problem, how: 'ignore-file', reason: entry.reason });
    else standing.push(problem);
  }
  const isOff = (rule: string) => conditions.severities[rule] === 'off';
  const useless = Array.from(used, ([each, has]) =>
    each.comment
      ? uselessIn(each, (rule) => has.has(rule) || isOff(rule), has.size > 0, rules)
      : [],
  ).flat();
  return { problems: standing, suppressed, useless };
}

function names({ rules }: Suppression, rule: string): boolean {
  return rules.length === 0 || rules.some(({ name }) => name === rule);
}

/** Which suppressions cover a place; asked with places that ascend, so that each is looked at once. */
function covered(suppressions: readonly Suppression[]): (at: number) => readonly Suppression[] {
  const waiting = suppressions.toSorted((a, b) => a.covers.start - b.covers.start).values();
  let next = waiting.next();
  let begun: Suppression[] = [];
  return (at) => {
    for (; !next.done && next.value.covers.start <= at; next = waiting.next())
      begun.push(next.value);
    if (begun.length > 0) begun = begun.filter(({ covers }) => covers.end > at);
    return begun;
  };
}

/** What of a comment is of no use: all of it, or rules that it names. */
function uselessIn(
  suppression: Suppression,
  isOfUse: (rule: string) => boolean,
  isUsed: boolean,
  known: readonly string[],
): UselessSuppression[] {
  if (suppression.rules.length === 0) return isUsed ? [] : [{ kind: 'comment', suppression }];
  const useless = suppression.rules
    .filter(({ name }) => !isOfUse(name))
    .map((rule) =>
      known.includes(rule.name)
        ? { kind: 'rule' as const, suppression, rule }
        : { kind: 'unknown-rule' as const, suppression, rule, meant: nearMiss(rule.name, known) },
    );
  const isWhole = useless.length === suppression.rules.length;
  return isWhole && useless.every(({ kind }) => kind === 'rule')
    ? [{ kind: 'comment', suppression }]
    : useless;
}
