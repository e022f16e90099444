import * as vscode from 'vscode';
import { mendedBody, problemsOfBody } from '../../../core/declarations/body-problems.ts';
import { defaults, type RuleId } from '../../../core/inspect.ts';
import { conditionsOf } from '../../conditions.ts';
import type { Advice, Page } from '../page.ts';
import { bodyOfDraft, referersIn, type TokenDraft } from './token-draft.ts';

/** What is offered to be mended: how a referer is written. Whether one may be there at all is the user's to say. */
const SPELLING: readonly RuleId[] = [
  'referer-invalid',
  'referer-path',
  'referer-trailing-slash',
  'referer-duplicate',
];
const DOUBTS: readonly RuleId[] = ['referer-localhost', 'referer-insecure', 'referer-missing'];

export function referersPage(
  draft: TokenDraft,
  prompt = vscode.l10n.t(
    'The websites whose pages may use the token, with blanks between them. Left empty, any may.',
  ),
): Page<TokenDraft> {
  return {
    kind: 'input',
    id: 'referers',
    prompt,
    placeholder: 'https://example.com/ https://www.example.com/',
    validate: (typed) => faultOf(typed),
    advise: (typed) => adviceOn(typed, draft),
  };
}

/** What is wrong with a referer that is not to be mended. */
function faultOf(typed: string): string | undefined {
  const body = mendedBody(tokenWith(typed), defaults(), ['referer-invalid']);
  return problemsOfBody(body, defaults(), ['referer-invalid'])[0]?.message;
}

function adviceOn(typed: string, draft: TokenDraft): Advice | undefined {
  const conditions = conditionsOf(undefined);
  const before = bodyOfDraft({ ...draft, referers: typed }, conditions.now);
  const after = mendedBody(before, conditions, SPELLING);
  const instead = after.referers.join(' ');
  const isOther = instead !== before.referers.join(' ');
  const problems = problemsOfBody(before, conditions, isOther ? SPELLING : DOUBTS);
  const [first, ...others] = new Set(problems.map(({ message }) => message));
  if (!first) return undefined;
  const more = others.length > 0 ? ` ${vscode.l10n.t('({0} more)', others.length)}` : '';
  const next = isOther
    ? vscode.l10n.t('It is corrected above: press Enter to take it.')
    : vscode.l10n.t('Press Enter again to go on all the same.');
  return { says: `${first}${more} ${next}`, ...(isOther ? { instead } : {}) };
}

function tokenWith(typed: string) {
  return { allowed_apis: [], grants: [], referers: referersIn(typed) };
}
