import { shown } from '../../wording.ts';
import { in90Days, parseDateTime } from '../date-time.ts';
import { replacement } from '../fixes.ts';
import type { DeclarationRule } from '../rule.ts';

/** Source: CARTO, "Tokens API": `expiration_date`. */
export const expirationInvalid = {
  id: 'expiration-invalid',
  severity: 'error',
  finds: 'an expiration date that is not an ISO 8601 date-time',
  *check({ expirationDate }, { now }) {
    if (!expirationDate || parseDateTime(expirationDate.value)) return;
    const { value, span } = expirationDate;
    const meant = candidates(value.trim()).find(parseDateTime);
    const soon = in90Days(now);
    yield {
      span,
      message: `"${shown(value)}"${meant === value.trim() ? ' with blanks around it' : ''} is not an ISO 8601 date-time. Write the day and the time, such as "${soon}".`,
      fixes: () => [
        ...(meant ? [replacement(expirationDate, meant, 'preferred')] : []),
        replacement(expirationDate, soon, 'possible', `Let it expire in 90 days: ${soon}`),
      ],
    };
  },
} as const satisfies DeclarationRule;

/** What may have been meant: without blanks around it, with the T between day and time, or with a time at all. */
function candidates(text: string): string[] {
  return [text, text.replace(/\s+/, 'T'), `${text}T00:00:00Z`];
}
