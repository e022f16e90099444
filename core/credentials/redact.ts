import { hasLongRun } from './long-run.ts';

/** How much of a credential may be shown: enough to recognise its kind, never enough to use it. */
const SHOWN = 6;

/**
 * Everything that looks like a credential of CARTO's, whole or cut off: broader than what the rules report, because
 * showing too little of a commit's id does no harm and showing a key does. Each is linear in the text.
 */
const KEYS: readonly RegExp[] = [
  // Access tokens and OAuth tokens: JWTs, of which the first part alone is recognisable.
  /eyJ[\w-]{8,}(?:\.[\w-]*){0,2}/g,
  // API keys of 40 hexadecimal digits.
  /(?<![0-9a-z])[0-9a-f]{40}(?![0-9a-z])/gi,
  // API keys of 22 base64url characters and client secrets of 64: random, so they mix digits and both cases.
  /(?<![\w-])(?=[\w-]*\d)(?=[\w-]*[a-z])(?=[\w-]*[A-Z])(?:[\w-]{64}|[\w-]{21}[AQgw])(?![\w-])/g,
];

/** The user and password of a URL, of which not even the beginning is shown. */
const USER_INFO = /(?<=:\/\/)[^\s/?#@"']{1,500}@/g;

/** Cuts every credential in `text` down to its first characters. Stands in front of every log and message. */
export function redact(text: string): string {
  const named = text.includes('@') ? text.replace(USER_INFO, '…@') : text;
  // Most texts hold nothing of the kind, and are many.
  if (!named.includes('eyJ') && !hasLongRun(named)) return named;
  return KEYS.reduce(
    (result, secret) => result.replace(secret, (found) => `${found.slice(0, SHOWN)}…`),
    named,
  );
}
