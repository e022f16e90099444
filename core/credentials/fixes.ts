import type { RuleId } from '../inspect.ts';
import type { Credential, Detected, Sent } from './finding.ts';
import type { BasicEdits } from './fixes/basic/edits.ts';
import { BasicFixes } from './fixes/basic.ts';
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
export function ruleOn({ kind }: Pick<Detected, 'kind'>): RuleId {
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

/** The ways to mend what was found in a text, where the text's shape is clear. */
export class Fixes {
  readonly #text: string;
  readonly #place: Place;
  readonly #basic: BasicFixes;

  constructor(text: string, place: Place) {
    this.#text = text;
    this.#place = place;
    this.#basic = new BasicFixes(text, place);
  }

  /** Of one finding. Linear in the text. */
  of(detected: Detected): readonly CredentialFix[] {
    if ('ways' in detected) return this.ofRequest(detected);
    if (!('secret' in detected)) return [];
    const move = moveOf(this.#text, detected, this.#place);
    return move ? [{ kind: 'move', title: move.title, credential: detected, move }] : [];
  }

  /** Of one that is about how a key is sent, which needs no other file. Quick, however many are asked about: the text is read once. */
  ofRequest({ span }: Sent): readonly EditFix[] {
    const basic = this.#basic.instead(span);
    return basic ? [{ kind: 'edit', title: 'Send it as HTTP Basic', ...basic }] : [];
  }
}

/** The same of one finding in a text alone. */
export function fixesFor(text: string, detected: Detected, place: Place): readonly CredentialFix[] {
  return new Fixes(text, place).of(detected);
}
