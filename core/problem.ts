/** A stretch of a document's text: UTF-16 offsets from 0, `end` exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** How bad a problem is, in the words the editor and the command line share. */
export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** One replacement in a document's text. An empty span inserts, an empty `newText` deletes. */
export interface TextEdit {
  readonly span: Span;
  readonly newText: string;
}

/** A way to mend a problem, ready to be applied to the very text the problem was found in. */
export interface Fix {
  /** What the fix does, in the imperative: "Add the trailing slash". */
  readonly title: string;
  readonly edits: readonly TextEdit[];
  /** True where there is one right answer, so that an editor may offer it first. */
  readonly preferred: boolean;
}

/** What a rule says of a place in a document, before its rule and severity are known. */
export interface Observation {
  /** The exact place: the entry, the word or the URL, without the quotes around it. */
  readonly span: Span;
  /** Cause and remedy, naming the values involved. Never holds a credential. */
  readonly message: string;
  readonly fixes?: readonly Fix[];
}

/** An observation with the rule that made it. */
export interface Problem<RuleId extends string = string> {
  readonly rule: RuleId;
  readonly severity: Severity;
  readonly span: Span;
  readonly message: string;
  readonly fixes: readonly Fix[];
}

/**
 * A rule over a subject: a parsed declaration or a document's text.
 * Its id is also its heading in docs/rules.md.
 */
export interface Rule<Subject, Id extends string = string> {
  readonly id: Id;
  readonly severity: Severity;
  check(subject: Subject): Iterable<Observation>;
}

/** Runs `rules` over `subject` and returns what they found, rule by rule. */
export function runRules<Subject, Id extends string>(
  rules: readonly Rule<Subject, Id>[],
  subject: Subject,
): Problem<Id>[] {
  return rules.flatMap((rule) =>
    Array.from(rule.check(subject), ({ span, message, fixes = [] }) => ({
      rule: rule.id,
      severity: rule.severity,
      span,
      message,
      fixes,
    })),
  );
}

/** Orders problems by their place in the text, then by rule. */
export function byPlace(a: Problem, b: Problem): number {
  return a.span.start - b.span.start || a.span.end - b.span.end || compare(a.rule, b.rule);
}

/** Orders texts by code unit, so that the order is the same on every machine. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
