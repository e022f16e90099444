import { type Certain, certainKind, NONE_CERTAIN } from '../core/credentials/certain.ts';
import type { Credential } from '../core/credentials/finding.ts';
import { joined, type Look, lookAt, spansIn } from '../core/credentials/look.ts';
import { isDeclarationPath } from '../core/declarations/declaration.ts';
import { joinedLineStarts, type LineStarts, lineStarts } from './line-starts.ts';

/** What tells that a file is as it was. */
export interface Stamp {
  /** Milliseconds since 1970. */
  readonly modified: number;
  /** In bytes. */
  readonly size: number;
}

/** What was found in a text that is not at hand any more. */
export interface Found {
  readonly look: Look;
  /** For all places in the look. */
  readonly lines: LineStarts;
}

/** What came of looking at a text. */
export type LookedText =
  | {
      readonly kind: 'text';
      readonly found?: Found;
      /** The credentials themselves, each once: for a redactor, which whoever takes this lets learn them, and to be dropped then. */
      readonly secrets?: readonly string[];
      /** Those of them that can be looked for in other texts. */
      readonly certain?: Certain;
    }
  /** Declarations are judged with all the others there are: their texts are passed on. */
  | { readonly kind: 'declaration'; readonly text: string };

/** What came of looking at a file. It can be sent from one thread to another, and no secret is in it but those that redactors learn, and what a declaration holds. */
export type Looked = { readonly path: string } & (
  | (LookedText & { readonly stamp: Stamp })
  | { readonly kind: 'binary'; readonly stamp: Stamp }
  /** It is as it was when it was looked at before. */
  | { readonly kind: 'unchanged' }
  /** It is not there any more. */
  | { readonly kind: 'gone' }
  | {
      readonly kind: 'skipped';
      readonly reason: string;
      /** Whether it could be read, and checking it was stopped. */
      readonly isUnchecked?: true;
    }
);

/** What is learned of the credentials in a text. */
export class Learned {
  readonly #secrets = new Set<string>();
  readonly #certain = new Map<string, 'api-key' | 'client-secret'>();

  readonly learn = (secret: string, kind?: Credential['kind']): void => {
    this.#secrets.add(secret);
    const certain = kind && certainKind(kind, secret);
    if (certain) this.#certain.set(secret, certain);
  };

  /** What goes with what was found: nothing where there is none. */
  get all(): { readonly secrets?: readonly string[]; readonly certain?: Certain } {
    return {
      ...(this.#secrets.size > 0 ? { secrets: [...this.#secrets] } : {}),
      ...(this.#certain.size > 0 ? { certain: this.#certain } : {}),
    };
  }
}

/** Looks at the text of a file, wherever it comes from. @param certain what was found in other files */
export function lookAtText(
  path: string,
  text: string,
  certain: Certain = NONE_CERTAIN,
): LookedText {
  if (isDeclarationPath(path)) return { kind: 'declaration', text };
  const learned = new Learned();
  const look = lookAt(text, path, learned.learn, certain);
  const spans = spansIn(look);
  if (spans.length === 0 && !look.isIncomplete) return { kind: 'text' };
  const offsets = spans.flatMap(({ start, end }) => [start, end]);
  return {
    kind: 'text',
    found: { look, lines: lineStarts(text, offsets) },
    ...learned.all,
  };
}

/** What was found in the pieces of a text, from its beginning to its end. */
export function joinedFound(pieces: readonly Found[], learned: Learned): LookedText {
  if (pieces.length === 0) return { kind: 'text' };
  return {
    kind: 'text',
    found: {
      look: joined(pieces.map(({ look }) => look)),
      lines: joinedLineStarts(pieces.map(({ lines }) => lines)),
    },
    ...learned.all,
  };
}
