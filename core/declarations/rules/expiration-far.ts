import { shown } from '../../wording.ts';
import { daysFrom, in90Days, parseDateTime } from '../date-time.ts';
import { replacement } from '../fixes.ts';
import type { DeclarationRule } from '../rule.ts';

/** Source: CARTO, "Tokens API": the date cannot be changed later, and a token is valid until it. */
export const expirationFar = {
  id: 'expiration-far',
  severity: 'information',
  finds: 'an expiration date over a year ahead',
  *check({ expirationDate }, { now }) {
    const date = expirationDate && parseDateTime(expirationDate.value);
    // A year may be a leap year, and the day counts to its end.
    if (!date || date <= new Date(daysFrom(now, 367))) return;
    const soon = in90Days(now);
    yield {
      span: expirationDate.span,
      message:
        `"${shown(expirationDate.value)}" is more than a year ahead, and the date of a token cannot be changed later: one that leaks ` +
        'stays usable until then. Prefer a shorter time, and replace the token when it ends.',
      fixes: () => [
        replacement(expirationDate, soon, 'possible', `Let it expire in 90 days: ${soon}`),
      ],
    };
  },
} as const satisfies DeclarationRule;
