import type { Span } from '../../problem.ts';
import type { KnownSecrets } from './known-secrets.ts';
import { opaqueIn } from './opaque.ts';

/** What may be base64 or base64url, and hold ten characters or more. */
const RUN = /[\w+/-]{14,}={0,2}/g;
/** The beginning of a JWT in base64. */
const JWT = /ZXlK[\w+/-]{8,}={0,2}/g;
/** A key alone, or behind its user's name as in HTTP Basic (RFC 7617), or a token. */
const CREDENTIAL = /^(?:[\x21-\x7e]{0,200}:)?[\w.~+/-]{12,}$/;
/** The most of a run that is decoded to be judged by its look, in characters: longer ones are images. */
const LONGEST = 16_000;

/** Credentials in base64: those that are known, wherever in it they begin, and what looks like one. Linear in the text. */
export function* encodedIn(text: string, known: KnownSecrets): Generator<Span> {
  if (text.includes('ZXlK')) {
    for (const { index, 0: token } of text.matchAll(JWT)) {
      yield { start: index, end: index + token.length };
    }
  }
  for (const { index, 0: run } of text.matchAll(RUN)) {
    const span = { start: index, end: index + run.length };
    if (holdsKnown(run, known)) {
      yield span;
      continue;
    }
    if (looksEncoded(run)) yield span;
    else {
      // A slash is one of base64's own, or parts the names of folders; a hyphen in front may be an option's.
      for (const part of run.matchAll(/(?![-_])[^/]{14,}/g)) {
        const start = index + part.index;
        if (looksEncoded(part[0])) yield { start, end: start + part[0].length };
      }
    }
  }
}

function holdsKnown(run: string, known: KnownSecrets): boolean {
  if (known.isEmpty) return false;
  const digits = standard(run);
  return [0, 1, 2, 3].some((from) => {
    const length = (digits.length - from) & ~3;
    return known.spansIn(atob(digits.slice(from, from + length))).length > 0;
  });
}

function looksEncoded(run: string): boolean {
  if (run.length > LONGEST) return false;
  const digits = standard(run);
  if (digits.length % 4 === 1) return false;
  // What is no base64 seldom begins with what can be read, and need not be decoded whole.
  if (!isPrintable(atob(digits.slice(0, 12)))) return false;
  const decoded = atob(digits).trimEnd();
  return isPrintable(decoded) && (CREDENTIAL.test(decoded) || !opaqueIn(decoded).next().done);
}

function standard(run: string): string {
  return run
    .replace(/(?<!=)=+$/, '')
    .replaceAll('-', '+')
    .replaceAll('_', '/');
}

function isPrintable(text: string): boolean {
  return /^[\x20-\x7e]+$/.test(text);
}
