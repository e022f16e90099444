import { apiClient } from './snippets/api-client.ts';
import { authorizationHeader } from './snippets/authorization-header.ts';
import { cartoJs } from './snippets/carto-js.ts';
import { curl } from './snippets/curl.ts';
import { deckGl } from './snippets/deck-gl.ts';
import { environmentLine } from './snippets/env-line.ts';
import { python } from './snippets/python.ts';
import type { Line, Snippet, Subject, Writer } from './snippets/snippet.ts';

/** All ways of using a credential as code. A new one is a file in snippets/ and a line here. */
const SNIPPETS = [curl, apiClient, deckGl, cartoJs, python] as const satisfies readonly Snippet[];
/** All lines that hold one. */
const LINES = [authorizationHeader, environmentLine] as const satisfies readonly Line[];

/** A snippet for one credential. */
export interface FittingSnippet extends Pick<Snippet, 'id' | 'name' | 'language'> {
  readonly write: Writer;
}

/** The snippets that use a credential as it can be used. */
export function snippetsFor(subject: Subject): FittingSnippet[] {
  return SNIPPETS.flatMap((snippet: Snippet) => {
    const write =
      subject.kind === 'token' ? snippet.forToken?.(subject) : snippet.forKey?.(subject);
    const { id, name, language } = snippet;
    return write ? [{ id, name, language, write }] : [];
  });
}

/** What a credential's value can be copied as. */
export interface Copyable extends Pick<Snippet, 'id' | 'name'> {
  write(value: string): string;
}

/** All that a credential can be copied as: lines, and what uses it as it can be used. */
export function copyablesFor(subject: Subject): Copyable[] {
  return [
    ...LINES.map(({ id, name, write }) => ({
      id,
      name,
      write: (value: string) => write(subject, value),
    })),
    ...snippetsFor(subject).map(({ id, name, write }) => ({
      id,
      name,
      write: (value: string) => write({ kind: 'value', value }),
    })),
  ];
}
