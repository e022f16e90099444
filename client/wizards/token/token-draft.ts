import type { Api } from '../../../core/carto/apis.ts';
import { needsGrant, type SourceGrant } from '../../../core/carto/coverage.ts';
import type { TokenBody } from '../../../core/carto/tokens-api.ts';
import { daysFrom } from '../../../core/declarations/date-time.ts';
import type { GrantDraft } from '../grant-draft.ts';

/** How long a token lasts, in days, but for those that are of no number. */
export const LIFETIMES = { month: 30, quarter: 90, year: 365 } as const;

/** A token as far as it was entered. */
export interface TokenDraft {
  /** The id of the account that it is to be in. */
  readonly account?: string;
  /** Empty where CARTO makes one up. */
  readonly name?: string;
  readonly apis?: readonly Api[];
  readonly grants?: readonly SourceGrant[];
  /** A grant that was begun, and gone back from. */
  readonly grantDraft?: GrantDraft;
  /** As they are typed: with blanks between them. */
  readonly referers?: string;
  readonly expiry?: keyof typeof LIFETIMES | 'never' | 'date';
  readonly date?: string;
  readonly review?: 'create';
}

/** Whether any of the APIs works with grants: LDS alone needs none. Before they are chosen, most do. */
export function needsGrants({ apis }: TokenDraft): boolean {
  return apis?.some(needsGrant) ?? true;
}

/** The referers that were typed: none of them holds a blank or a comma. */
export function referersIn(typed: string): string[] {
  return typed.split(/[\s,]+/).filter(Boolean);
}

/** The body of the request that makes the token. */
export function bodyOfDraft(draft: TokenDraft, now: Date): TokenBody {
  const { name, apis = [], grants = [], referers = '', expiry, date } = draft;
  const expires =
    expiry === undefined || expiry === 'never'
      ? undefined
      : expiry === 'date'
        ? date
        : daysFrom(now, LIFETIMES[expiry]);
  return {
    ...(name ? { name } : {}),
    allowed_apis: apis,
    grants: needsGrants(draft) ? grants : [],
    referers: referersIn(referers),
    ...(expires ? { expiration_date: expires } : {}),
  };
}
