import { insertAfter } from '../../json/edits.ts';
import type { Fix } from '../../problem.ts';
import { shown } from '../../wording.ts';
import type { RefererEntry } from '../declaration.ts';
import { replacement, replaceText } from '../fixes.ts';
import type { DeclarationRule } from '../rule.ts';

/** A referer that no browser sends. Source: CARTO, "API Access Tokens", Referers. */
export const refererInvalid = {
  id: 'referer-invalid',
  severity: 'error',
  finds: 'a referer that is not one absolute http or https URL',
  *check({ text, referers }) {
    for (const referer of referers) {
      if (referer.reads.kind !== 'invalid') continue;
      const { says, meant } = referer.reads;
      // A password must not be repeated, and the place says where it is.
      const isNameable = !referer.value.includes('@') && referer.value.trim() !== '';
      yield {
        span: referer.span,
        message:
          `${isNameable ? `"${shown(referer.value)}"` : 'This'} never matches the Referer of a request: ${says}. Write the website's ` +
          'origin with a slash at its end, such as "https://example.com/".',
        fixes: () => (meant ? [repair(referer, meant, text)] : []),
      };
    }
  },
} as const satisfies DeclarationRule;

function repair(
  referer: RefererEntry,
  [first = '', ...others]: readonly string[],
  text: string,
): Fix {
  if (others.length === 0) return replacement(referer, first, 'preferred');
  return {
    title: `Split into ${others.length + 1} referers`,
    confidence: 'preferred',
    edits: [replaceText(referer, first), insertAfter(text, referer.node, ...others)],
  };
}
