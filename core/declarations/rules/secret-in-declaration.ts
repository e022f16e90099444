import { parseSource } from '../../carto/sources.ts';
import { hasLongRun } from '../../credentials/long-run.ts';
import { findSecrets, type Secret } from '../../credentials/secrets.ts';
import { remove } from '../../json/edits.ts';
import { strings } from '../../json/tree.ts';
import type { Fix, Span } from '../../problem.ts';
import type { Text } from '../declaration.ts';
import { textOf } from '../parse.ts';
import type { DeclarationRule } from '../rule.ts';
import { spansWithin } from '../span-within.ts';

/** A declaration says what a credential may do, and is shared; the credential itself is neither needed nor safe in it. */
export const secretInDeclaration = {
  id: 'secret-in-declaration',
  severity: 'error',
  finds: 'a credential in a declaration',
  *check({ text, root, faults }) {
    // The strings of most declarations need not be looked at one by one.
    if (!hasLongRun(text) && !text.includes('\\u')) return;
    // In what is not JSON there may be one anywhere: in a comment, behind the end, in a string that is not closed.
    if (faults.length > 0) {
      for (const { span, what } of findSecrets(text)) yield { span, message: messageOf(what) };
      return;
    }
    for (const node of strings(root)) {
      const string = textOf(node, text);
      if (!string) continue;
      const spanOf = spansWithin(string, text);
      for (const secret of findSecrets(string.value)) {
        // The names of connections and tables may be as long, and as mixed.
        if (!secret.isCertain && isName(string)) continue;
        const span = spanOf(secret.span);
        yield {
          span,
          message: messageOf(secret.what),
          fixes: () => [removal(string, secret, span)],
        };
      }
    }
  },
} as const satisfies DeclarationRule;

function messageOf(what: string): string {
  return (
    `This is ${what}. A declaration says what a credential may do and is shared with the code, so whoever reads it ` +
    'can use the credential. Remove it; if the file has been shared, replace the credential by a new one.'
  );
}

/** Whether a string names a connection, or the parts of a table. */
function isName({ node, value }: Text): boolean {
  const property = node.parent?.type === 'property' ? node.parent.children?.[0]?.value : undefined;
  return (
    property === 'connection_name' ||
    (property === 'source' && parseSource(value).kind !== 'invalid')
  );
}

/** A string that is all secret goes as a whole; else what is secret in it. */
function removal({ node, value }: Text, secret: Secret, span: Span): Fix {
  const { start, end } = secret.span;
  const parent = node.parent;
  const isKey = parent?.type === 'property' && parent.children?.[0] === node;
  const isAll = !isKey && start === 0 && end === value.length;
  const whole = parent?.type === 'property' ? parent : node;
  return {
    title: `Remove ${secret.what}`,
    confidence: 'preferred',
    edits: isAll && whole.parent ? remove([whole]) : [{ span, newText: '' }],
  };
}
