import type { Observation } from '../problem.ts';
import { shown } from '../wording.ts';
import type { Circumstances } from './circumstances.ts';
import type { Declaration } from './declaration.ts';
import { setProperty } from './fixes.ts';
import { isWhole, placeFor, topLevel } from './places.ts';

/** No name, or an empty one; the file's own is offered. */
export function* missingName(
  declaration: Declaration,
  { fileName }: Circumstances,
  message: string,
): Generator<Observation> {
  if (!isWhole(declaration)) return;
  const value = topLevel(declaration, 'name')?.value;
  if (value && (value.type !== 'string' || value.value.trim() !== '')) return;
  yield {
    span: placeFor(declaration, 'name'),
    message: `${message} Add "name".`,
    fixes: () =>
      fileName
        ? [
            {
              title: `Name it after the file: "${shown(fileName)}"`,
              confidence: 'preferred',
              edits: setProperty(declaration, 'name', fileName),
            },
          ]
        : [],
  };
}
