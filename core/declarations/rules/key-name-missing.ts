import { missingName } from '../missing-name.ts';
import type { DeclarationRule } from '../rule.ts';

/** Source: CARTO, "Auth API": `name` is required. */
export const keyNameMissing = {
  id: 'key-name-missing',
  severity: 'error',
  finds: 'an API key without a name',
  *check(declaration, circumstances) {
    yield* missingName(
      declaration,
      circumstances,
      'This API key has no name, and CARTO Engine refuses to create a key without one.',
    );
  },
} as const satisfies DeclarationRule;
