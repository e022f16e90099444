import { isTooLarge } from '../parse.ts';
import type { DeclarationRule } from '../rule.ts';

/** A declaration is the body of a request, so it is JSON and nothing else: no comments, no commas at the end. */
export const declarationSyntax = {
  id: 'declaration-syntax',
  severity: 'error',
  finds: 'text that is not JSON',
  *check({ text, faults }) {
    const [first] = faults;
    if (first && isTooLarge(text)) {
      yield {
        span: first.span,
        message:
          'This declaration has more than 1 MB, and is not read. Grant queries rather than single tables in it, or split it into several files.',
      };
      return;
    }
    for (const { span, says } of faults) {
      yield { span, message: `This file is not JSON: ${says}. CARTO would refuse it as it is.` };
    }
  },
} as const satisfies DeclarationRule;
