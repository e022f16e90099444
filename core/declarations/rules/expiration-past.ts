import { shown } from '../../wording.ts';
import { in90Days, parseDateTime } from '../date-time.ts';
import { replacement } from '../fixes.ts';
import type { DeclarationRule } from '../rule.ts';

/** Source: CARTO, "Tokens API": `expiration_date`. */
export const expirationPast = {
  id: 'expiration-past',
  severity: 'error',
  finds: 'an expiration date in the past',
  *check({ expirationDate }, { now }) {
    const date = expirationDate && parseDateTime(expirationDate.value);
    if (!date || date > now) return;
    const soon = in90Days(now);
    yield {
      span: expirationDate.span,
      message:
        `"${shown(expirationDate.value)}" has passed: the token would never work. Set a day to come; the date can only be set when ` +
        'a token is created, so a token that has expired is replaced by a new one.',
      fixes: () => [
        replacement(expirationDate, soon, 'preferred', `Let it expire in 90 days: ${soon}`),
      ],
    };
  },
} as const satisfies DeclarationRule;
