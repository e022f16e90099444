import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** Random hexadecimal digits, two for each byte. */
export function randomHex(bytes: number): string {
  return randomBytes(bytes).toString('hex');
}

/** Random base64url characters, four for three bytes: 16 bytes give the 22 characters of an API key. */
export function randomBase64url(bytes: number): string {
  return randomBytes(bytes).toString('base64url');
}

/** Whether two secrets are the same, in a time that does not tell how much of them is. */
export function isSameSecret(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
