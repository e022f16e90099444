import type { RuleId } from '../inspect.ts';
import type { Credential, Detected } from './finding.ts';
import type { BasicEdits } from './fixes/basic/edits.ts';
import { basicInstead } from './fixes/basic.ts';
import { type Move, moveOf } from './fixes/move.ts';
import type { Place } from './place.ts';

/** A way to mend what was found in a text, which needs the text itself: what is judged has neither that nor secrets. */
export type CredentialFix = MoveFix | EditFix;

/** Moves a credential into an environment variable: a change of this text, and of an `.env` file. */
export interface MoveFix {
  readonly kind: 'move';
  readonly title: string;
  readonly credential: Credential;
  readonly move: Move;
}

/** Changes this text alone. */
export interface EditFix extends BasicEdits {
  readonly kind: 'edit';
  readonly title: string;
}

/** The rule that says what was found. */
export function ruleOn({ kind }: Detected): RuleId {
  return RULES[kind];
}

const RULES: Readonly<Record<Detected['kind'], RuleId>> = {
  'access-token': 'hardcoded-access-token',
  'oauth-token': 'hardcoded-oauth-token',
  'client-secret': 'hardcoded-client-secret',
  'api-key': 'hardcoded-api-key',
  'key-in-query': 'api-key-in-query',
  'key-in-body': 'api-key-in-body',
  'key-sent-twice': 'api-key-sent-twice',
  'key-malformed': 'client-key-malformed',
  'username-missing': 'client-username-missing',
  'key-placeholder': 'client-key-placeholder',
};

/** The ways to mend something that was found in a text, where the text's shape is clear. Cheap: only around that place. */
export function fixesFor(text: string, detected: Detected, place: Place): readonly CredentialFix[] {
  if ('secret' in detected) {
    const move = moveOf(text, detected, place);
    return move ? [{ kind: 'move', title: move.title, credential: detected, move }] : [];
  }
  const basic = 'ways' in detected ? basicInstead(text, detected.span, place) : undefined;
  return basic ? [{ kind: 'edit', title: 'Send it as HTTP Basic', ...basic }] : [];
}
