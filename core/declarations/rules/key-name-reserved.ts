import { isReservedKeyName } from '../../carto/engine.ts';
import { shown } from '../../wording.ts';
import { replacement } from '../fixes.ts';
import type { DeclarationRule } from '../rule.ts';

/** Source: CARTO, "Auth API": the names of the keys every user has. */
export const keyNameReserved = {
  id: 'key-name-reserved',
  severity: 'error',
  finds: 'a name that CARTO Engine keeps for its own keys',
  *check({ name }, { fileName }) {
    if (!name || !isReservedKeyName(name.value)) return;
    const another =
      fileName && !isReservedKeyName(fileName) ? fileName : `${name.value.trim()} key`;
    yield {
      span: name.span,
      message: `"${shown(name.value)}" is reserved: every user has a key of that name already. Choose another.`,
      fixes: () => [replacement(name, another, 'possible', `Rename to "${shown(another)}"`)],
    };
  },
} as const satisfies DeclarationRule;
