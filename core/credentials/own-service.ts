import { lineEnd } from './lines.ts';
import { isSecretName, wordsOf } from './names.ts';
import type { Source } from './source.ts';

/** How far from a URL an explanation of its parameters may stand, in characters to each side. */
const REACH = 2000;
/** The most of a URL that is read to each side, in characters. */
const URL = 400;

/** The user whose key it is, as another parameter of the same URL. */
const USER = /[?&](?:amp;)?(?:carto(?:db)?_?)?(?:user|username|user_name|account)=[\w${}<%.-]/i;
/** Words that explain a parameter as CARTO's key: `CARTO API key`, `the API key of your CartoDB account`. */
const EXPLAINED =
  /\bcarto(?:db)?(?:'s|’s)?(?: \w{1,20})? (?:api[ _-]?|master )?key\b|\b(?:api[ _-]?|master )key (?:of|for|from|in)(?: \w{1,20})? carto/i;

/**
 * Whether a parameter of a service of one's own is CARTO's key, which that passes on: beside a user in the same URL, and
 * explained as one in the text around it.
 */
export function isPassedOn({ text }: Source, at: number, parameter: string): boolean {
  if (!isSecretName(wordsOf(parameter))) return false;
  const before =
    text
      .slice(Math.max(0, at - URL), at)
      .split(/[\s"'`<>]/)
      .at(-1) ?? '';
  const after = /^[^\s"'`<>]*/.exec(text.slice(at, Math.min(at + URL, lineEnd(text, at))))?.[0];
  if (!USER.test(`${before}${after ?? ''}`)) return false;
  return EXPLAINED.test(text.slice(Math.max(0, at - REACH), at + REACH));
}
