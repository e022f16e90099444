import type { Span } from '../problem.ts';
import { DEFAULT_PUBLIC } from './key-shape.ts';
import { encodedIn } from './redaction/encoded.ts';
import { KnownSecrets } from './redaction/known-secrets.ts';
import { opaqueIn } from './redaction/opaque.ts';
import { readingsOf } from './redaction/readings.ts';
import { findSecrets } from './secrets.ts';

/** The most of a credential that may be shown, in characters: enough to recognise its kind, never enough to use it. */
const SHOWN = 6;

/** The user and password of a URL, of which not even the beginning is shown. */
const USER_INFO = /(?<=:\/\/)[^\s/?#@"']{1,500}(?=@)/g;

/** How long texts are that come often, in characters, and how many of them are kept. */
const OFTEN_SAID = 500;
const MOST_KEPT = 2000;

/** A text without any of it holds nothing that looks like a credential; and none of those that were found. */
const MAY_LOOK_SO = /[\w+/-]{12}|[@%&\\]|[^\P{Cc}\t\n\r]|[\p{Cf}\p{Default_Ignorable_Code_Point}]/u;
const MAY_HOLD = /\S{10}|[^\P{Cc}\t\n\r]|[\p{Cf}\p{Default_Ignorable_Code_Point}]/u;

/**
 * The one door that texts go through on their way out: to a terminal, a file, a log, an editor. It cuts down to their first
 * characters what was found in this run or these documents, however it is encoded and wherever it is cut off, and what looks like
 * a credential. It keeps none: see {@link KnownSecrets}.
 */
export class Redactor {
  readonly #known = new KnownSecrets();
  /** Texts that hold nothing, which are said again and again. */
  readonly #harmless = new Set<string>();

  /** Takes note of a credential that was found, whole and decoded. */
  learn(secret: string): void {
    // Every account has that one, and it is no secret.
    if (secret !== DEFAULT_PUBLIC && this.#known.add(secret)) this.#harmless.clear();
  }

  /** The same of all that a text holds where none belongs, as in a declaration. */
  learnFrom(text: string): void {
    for (const { span } of findSecrets(text)) this.learn(text.slice(span.start, span.end));
  }

  /** A text without credentials. What is redacted stays as it is when it is redacted again. Linear in the text. */
  redact(text: string): string {
    if (this.#harmless.has(text)) return text;
    const hidden = this.#hiddenIn(text);
    if (hidden.length === 0) {
      if (text.length <= OFTEN_SAID && this.#harmless.size < MOST_KEPT) this.#harmless.add(text);
      return text;
    }
    const parts: string[] = [];
    let from = 0;
    for (const { start, end, shown } of joined(hidden)) {
      parts.push(text.slice(from, start), text.slice(start, start + shown), '…');
      from = end;
    }
    return parts.join('') + text.slice(from);
  }

  /** Whether a text would not be shown as it is. */
  holdsSecret(text: string): boolean {
    return this.redact(text) !== text;
  }

  #hiddenIn(text: string): Hidden[] {
    // Most texts hold nothing of the kind, and are many.
    if (!(this.#known.isEmpty ? MAY_LOOK_SO : MAY_HOLD).test(text)) return [];
    const hidden: Hidden[] = [];
    if (text.includes('@')) {
      for (const { index, 0: user } of text.matchAll(USER_INFO)) {
        hidden.push({ start: index, end: index + user.length, shown: 0 });
      }
    }
    for (const { text: read, sourceOf, isOriginal } of readingsOf(text)) {
      // Half an escape would be none.
      const add = (span: Span) => {
        hidden.push({ ...sourceOf(span), shown: isOriginal ? shownOf(span) : 0 });
      };
      for (const span of this.#known.spansIn(read)) add(span);
      for (const span of opaqueIn(read)) add(span);
      for (const span of encodedIn(read, this.#known)) add(span);
    }
    return hidden;
  }
}

/** A stretch that is hidden, and how much of its beginning is shown. */
interface Hidden extends Span {
  readonly shown: number;
}

function shownOf({ start, end }: Span): number {
  return Math.min(SHOWN, Math.floor((end - start) / 3));
}

/** The same in their order, where one holds or touches another as one. */
function joined(hidden: Hidden[]): Hidden[] {
  const all: Hidden[] = [];
  for (const each of hidden.sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = all.at(-1);
    if (!last || each.start > last.end) all.push(each);
    else all[all.length - 1] = { ...last, end: Math.max(last.end, each.end) };
  }
  return all;
}

const SHAPES = new Redactor();

/** A text without what looks like a credential, where nothing is known of what was found. */
export function redact(text: string): string {
  return SHAPES.redact(text);
}
