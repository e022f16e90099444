import type { Fix, Observation, Rule, Span } from '../../problem.ts';
import { shown } from '../../wording.ts';
import type { IgnoreEntry } from '../ignore-file.ts';
import type { NamedRule, Suppression } from '../suppressions.ts';

/** What says of something that it is fine, and there is no such thing. */
export type UselessSuppression = UselessComment | UselessRule | UnknownRule | UselessEntry;

interface OfComment {
  readonly suppression: Suppression;
}

interface UselessComment extends OfComment {
  readonly kind: 'comment';
}

/** One of several rules that a comment names. */
interface UselessRule extends OfComment {
  readonly kind: 'rule';
  readonly rule: NamedRule;
}

interface UnknownRule extends OfComment {
  readonly kind: 'unknown-rule';
  readonly rule: NamedRule;
  readonly meant: string | undefined;
}

/** An entry of an ignore file, of which only whoever has looked at all below its folder can tell. */
interface UselessEntry {
  readonly kind: 'entry';
  readonly entry: IgnoreEntry;
}

/** What hides nothing today hides a credential tomorrow, which nobody has looked at. */
export const suppressionUnused = {
  id: 'suppression-unused',
  severity: 'warning',
  finds: 'a comment, or an entry of .cartotokenignore, that suppresses nothing',
  *check(useless) {
    for (const each of useless) yield observation(each);
  },
} as const satisfies Rule<readonly UselessSuppression[]>;

function observation(useless: UselessSuppression): Observation {
  switch (useless.kind) {
    case 'comment':
      return {
        span: useless.suppression.span,
        message:
          'This comment suppresses nothing: what it is for is not found in the line that it speaks of. Remove it, or it would hide ' +
          'what is written there next.',
        fixes: () => [removeComment(useless.suppression)],
      };
    case 'rule':
      return {
        span: useless.rule.span,
        message:
          `This comment need not name ${useless.rule.name}, which is not found in the line that it speaks of. Remove the rule ` +
          'from it, or it would hide what is written there next.',
        fixes: () => [removeRule(useless)],
      };
    case 'unknown-rule':
      return unknownRule(useless);
    case 'entry':
      return {
        span: useless.entry.span,
        message: ENTRIES[useless.entry.kind](useless.entry.value),
        fixes: () => [removal('Remove the entry', useless.entry.line)],
      };
  }
}

function unknownRule(useless: UnknownRule): Observation {
  const { rule, meant } = useless;
  return {
    span: rule.span,
    message:
      `There is no rule "${shown(rule.name)}", so this comment suppresses nothing by it. ` +
      (meant
        ? `Did you mean "${meant}"?`
        : 'The command "cartotoken rules" lists those there are.'),
    fixes: () => [
      ...(meant
        ? [
            {
              title: `Replace with "${meant}"`,
              confidence: 'preferred' as const,
              edits: [{ span: rule.span, newText: meant }],
            },
          ]
        : []),
      useless.suppression.rules.length > 1
        ? removeRule(useless)
        : removeComment(useless.suppression),
    ],
  };
}

const ENTRIES: Readonly<Record<IgnoreEntry['kind'], (value: string) => string>> = {
  fingerprint: () =>
    'This entry suppresses nothing: no file that is searched below this folder holds the credential. Remove it.',
  pattern: (value) =>
    `This entry leaves nothing out: no file that is searched below this folder matches "${shown(value)}". Remove it, or it would ` +
    'hide what is written there next.',
  malformed: (value) =>
    'No credential can have this fingerprint: it is sha256: and 64 hexadecimal digits, ' +
    (/^[0-9a-f]*$/.test(value)
      ? `and this has ${value.length}.`
      : 'and this holds something else.') +
    ' Copy it again, or remove the entry.',
};

function removeComment({ comment, span }: Suppression): Fix {
  return removal('Remove the comment', comment ?? span);
}

/** Takes a rule out of a list of several, with the comma that parts it from the one beside it. */
function removeRule({ suppression: { rules }, rule }: UselessRule | UnknownRule): Fix {
  const index = rules.indexOf(rule);
  const [previous, next] = [rules[index - 1], rules[index + 1]];
  const start = previous && !next ? previous.span.end : rule.span.start;
  const end = next ? next.span.start : rule.span.end;
  return removal(`Remove "${shown(rule.name)}" from the comment`, { start, end });
}

function removal(title: string, span: Span): Fix {
  return { title, confidence: 'possible', edits: [{ span, newText: '' }] };
}
