import { redact } from '../../credentials/redact.ts';
import { base64 } from './base64.ts';

/** What stands for a secret that a server sent back to us. */
const HIDDEN = '…';

/**
 * Takes secrets out of a server's words: those that were sent to it, however they are encoded, whatever shape they
 * have; and all that has the shape of one.
 */
export function scrub(text: string, secrets: readonly string[]): string {
  const forms = secrets
    .flatMap(formsOf)
    .filter((form) => form !== '')
    // The longest first, in case one is part of another.
    .sort((a, b) => b.length - a.length);
  return redact(forms.reduce((result, form) => result.replaceAll(form, HIDDEN), text));
}

/** A secret as it was sent, and as those may write it who repeat a URL, a form, JSON or a header. */
function formsOf(secret: string): string[] {
  const form = new URLSearchParams([['', secret]]);
  const inForm = form.toString().slice(1);
  // Not the secret itself: half a character cannot be encoded.
  const inPath = encodeURIComponent(form.get('') ?? '');
  const inUrls = [inForm, inForm.replaceAll('+', '%20'), inPath];
  const inHeader = base64(secret).replace(/(?<!=)=+$/, '');
  return [
    ...[secret, JSON.stringify(secret).slice(1, -1)],
    ...[...inUrls, ...inUrls.map(inLowerCase)],
    ...[inHeader, inHeader.replaceAll('+', '-').replaceAll('/', '_')],
  ];
}

/** Percent-encoding, whose hexadecimal digits may be written either way. */
function inLowerCase(encoded: string): string {
  return encoded.replace(/%../g, (byte) => byte.toLowerCase());
}
