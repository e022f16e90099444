/** A stretch of a document's text: UTF-16 offsets from 0, `end` exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The same stretch of a text in front of which so many characters stand. */
export function moved({ start, end }: Span, by: number): Span {
  return { start: start + by, end: end + by };
}

/** How bad a problem is, in the words the editor and the command line share. */
export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** One replacement in a document's text. An empty span inserts, an empty `newText` deletes. */
export interface TextEdit {
  readonly span: Span;
  readonly newText: string;
}

/**
 * How sure a fix is: `safe` changes nothing that CARTO or a person would notice but the problem, so that it may be
 * made unasked; `preferred` is the one right answer; `possible` is one of several.
 */
export type Confidence = 'safe' | 'preferred' | 'possible';

/** A way to mend a problem, ready to be applied to the very text the problem was found in. */
export interface Fix {
  /** What the fix does, in the imperative: "Add the trailing slash". */
  readonly title: string;
  readonly confidence: Confidence;
  readonly edits: readonly TextEdit[];
  /** A file to be made beside this one, by what is added to the name of this one. */
  readonly newFile?: { readonly suffix: string; readonly text: string };
}

/** A place in another document that a problem has to do with. */
export interface Related {
  readonly uri: string;
  /** The place in the words of the protocol: lines and UTF-16 characters from 0. */
  readonly range: Range;
  readonly message: string;
}

/** Lines and UTF-16 characters from 0, `end` exclusive: places in texts that are not at hand. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
}

export interface Position {
  readonly line: number;
  readonly character: number;
}

/** What a rule says of a place in a document, before its rule and severity are known. */
export interface Observation {
  /** The exact place: the entry, the word or the URL, without the quotes around it. */
  readonly span: Span;
  /** Cause and remedy, naming the values involved. Never holds a credential. */
  readonly message: string;
  /** The ways to mend it, best first: worked out only where they are asked for. */
  readonly fixes?: () => readonly Fix[];
  readonly related?: readonly Related[];
  /** Where it differs from the rule's own. */
  readonly severity?: Severity;
}

/** An observation with the rule that made it. */
export interface Problem<RuleId extends string = string> {
  readonly rule: RuleId;
  readonly severity: Severity;
  readonly span: Span;
  readonly message: string;
  readonly fixes: () => readonly Fix[];
  readonly related: readonly Related[];
}

/**
 * A rule over a subject: a parsed declaration or a document's text.
 * Its id is also its heading in docs/rules.md.
 */
export interface Rule<Subject, Context = unknown, Id extends string = string> {
  readonly id: Id;
  readonly severity: Severity;
  /** What it finds, in a few words: for lists of rules and for its setting. */
  readonly finds: string;
  check(subject: Subject, context: Context): Iterable<Observation>;
}

/** What a rule can be set to. */
export const SEVERITY_CHOICES = ['off', 'hint', 'information', 'warning', 'error'] as const;

/** What a user has made of rules: another severity, or none. */
export type Severities = Readonly<Partial<Record<string, (typeof SEVERITY_CHOICES)[number]>>>;

const none = () => [];

/** What a rule says, but for a text that exhausts the machine's stack: then what it has said so far. */
function* observations<Subject, Context>(
  rule: Rule<Subject, Context>,
  subject: Subject,
  context: Context,
): Generator<Observation> {
  try {
    yield* rule.check(subject, context);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
}

/** Runs `rules` over `subject` and returns what they found, rule by rule. */
export function runRules<Subject, Context, Id extends string>(
  rules: readonly Rule<Subject, Context, Id>[],
  subject: Subject,
  context: Context,
  severities: Severities = {},
): Problem<Id>[] {
  return rules.flatMap((rule) => {
    const chosen = severities[rule.id];
    if (chosen === 'off') return [];
    return Array.from(observations(rule, subject, context), (observation) => ({
      rule: rule.id,
      severity: chosen ?? observation.severity ?? rule.severity,
      span: observation.span,
      message: observation.message,
      fixes: observation.fixes ?? none,
      related: observation.related ?? [],
    }));
  });
}

/** Orders problems by their place in the text, then by rule. */
export function byPlace(a: Problem, b: Problem): number {
  return a.span.start - b.span.start || a.span.end - b.span.end || compare(a.rule, b.rule);
}

/** Orders texts by code unit, so that the order is the same on every machine. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
