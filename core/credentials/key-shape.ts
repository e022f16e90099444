import { isFiller } from './placeholder.ts';

/** The constant that everybody has: it opens what is public. Source: CARTO, "Auth API". */
export const DEFAULT_PUBLIC = 'default_public';

/** The fewest characters of a key. Source: CARTO, "Auth API". */
export const SHORTEST_KEY = 12;

/** Older keys, and master keys. */
const HEX = /^[0-9a-f]{40}$/;
/** The same in capitals, as no key is made but one is typed. */
const UPPER_HEX = /^(?=.*[A-F])[0-9A-F]{40}$/;
/** Newer ones: 16 random bytes in base64url, of whose last character four bits are free. */
const BASE64URL = /^[\w-]{21}[AQgw]$/;
/** Machine-to-machine client secrets. */
const SECRET = /^[\w-]{64}$/;

/** Whether a text looks like an API key of CARTO Engine's, and like nothing that a person made up. */
export function isKey(text: string): boolean {
  return (HEX.test(text) || (BASE64URL.test(text) && isRandom(text))) && !isFiller(text);
}

/** Whether a text is one of 40 hexadecimal digits in capitals. */
export function isUpperKey(text: string): boolean {
  return UPPER_HEX.test(text) && !isFiller(text);
}

/** The same where another reading is possible. */
export function isSurelyKey(text: string): boolean {
  return isKey(text) && isSure(text);
}

/** Whether what looks like a key is hardly anything else: a digit among the letters makes a name unlikely. */
export function isSure(key: string): boolean {
  return HEX.test(key) || (/\d/.test(key) && changes(key) >= 6);
}

export function isClientSecret(text: string): boolean {
  // CARTO's audience, with what touches it.
  if (/carto/i.test(text)) return false;
  return SECRET.test(text) && isRandom(text) && changes(text) >= 20 && !isFiller(text);
}

/** Whether CARTO Engine can have made such a key, of whatever length, and nobody would write it by hand. */
export function isPossibleKey(text: string): boolean {
  return (
    /^(?=[A-Za-z]*\d)(?=\d*[A-Za-z])[A-Za-z\d]{16,64}$/.test(text) &&
    changes(text) * 3 >= text.length &&
    !isFiller(text)
  );
}

/** Whether characters are of all kinds, and change from one to another as those of no name do. */
function isRandom(text: string): boolean {
  if (!/[a-z]/.test(text) || !/[A-Z]/.test(text)) return false;
  const many = changes(text);
  if (/\d/.test(text)) return many >= 4;
  // In names words are not that short, begin with one capital, and can be spoken.
  return many >= 12 || (many >= 5 && /[A-Z]{2}|[b-df-hj-np-tv-xzB-DF-HJ-NP-TV-XZ]{5}/.test(text));
}

/** How often the characters of a text change from one kind to another: lower case, upper case, digit. */
function changes(text: string): number {
  return text.match(/[a-z](?=[^a-z])|[A-Z](?=[^A-Z])|\d(?=\D)|[_-](?=[^_-])/g)?.length ?? 0;
}
