import { missingName } from '../missing-name.ts';
import type { DeclarationRule } from '../rule.ts';

/** Source: CARTO, "API Access Tokens": a token without a name gets one like `tk_` and a short id. */
export const nameMissing = {
  id: 'name-missing',
  severity: 'hint',
  finds: 'an access token without a name',
  *check(declaration, circumstances) {
    yield* missingName(
      declaration,
      circumstances,
      'This token has no name, so CARTO makes one up (tk_…) that says nothing of what it is for.',
    );
  },
} as const satisfies DeclarationRule;
