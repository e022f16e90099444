import * as vscode from 'vscode';
import { mendedBody, problemsOfBody } from '../../../core/declarations/body-problems.ts';
import { daysFrom } from '../../../core/declarations/date-time.ts';
import { defaults } from '../../../core/inspect.ts';
import type { Page } from '../page.ts';
import { LIFETIMES, type TokenDraft } from './token-draft.ts';

export function expiryPages({ expiry }: TokenDraft, now: Date): Page<TokenDraft>[] {
  const until = (days: number) => daysFrom(now, days).slice(0, 10);
  const page: Page<TokenDraft> = {
    kind: 'pick',
    id: 'expiry',
    placeholder: vscode.l10n.t('When does the token expire?'),
    prompt: vscode.l10n.t(
      'This cannot be changed later: a token that expires is replaced by a new one.',
    ),
    items: [
      {
        value: 'never',
        label: vscode.l10n.t('Never'),
        detail: vscode.l10n.t('It is valid until it is deleted.'),
      },
      {
        value: 'month',
        label: vscode.l10n.t('In 30 days'),
        description: until(LIFETIMES.month),
      },
      {
        value: 'quarter',
        label: vscode.l10n.t('In 90 days'),
        description: until(LIFETIMES.quarter),
      },
      {
        value: 'year',
        label: vscode.l10n.t('In a year'),
        description: until(LIFETIMES.year),
      },
      { value: 'date', label: vscode.l10n.t('On a day…') },
    ],
  };
  return expiry === 'date' ? [page, datePage(now)] : [page];
}

function datePage(now: Date): Page<TokenDraft> {
  return {
    kind: 'input',
    id: 'date',
    value: daysFrom(now, LIFETIMES.quarter),
    prompt: vscode.l10n.t('The day and time, as ISO 8601 writes them, in UTC.'),
    placeholder: daysFrom(now, LIFETIMES.year),
    validate: (date) =>
      problemsOfBody(mended(date, now), defaults(now), ['expiration-invalid', 'expiration-past'])[0]
        ?.message,
    advise(date) {
      const instead = mended(date, now).expiration_date;
      if (instead !== date) {
        const says = vscode.l10n.t('The time of day is added above: press Enter to take it.');
        return { says, instead };
      }
      const [far] = problemsOfBody(bodyWith(date), defaults(now), ['expiration-far']);
      const again = vscode.l10n.t('Press Enter again to go on all the same.');
      return far && { says: `${far.message} ${again}` };
    },
  };
}

/** With a time of day where only the day was written. A day in the past is no spelling mistake. */
function mended(date: string, now: Date) {
  return mendedBody(bodyWith(date), defaults(now), ['expiration-invalid']);
}

function bodyWith(date: string) {
  return { allowed_apis: [], grants: [], referers: [], expiration_date: date };
}
