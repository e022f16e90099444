import { assignments, setVariable } from '../../dotenv.ts';
import type { TextEdit } from '../../problem.ts';
import type { Move } from './move.ts';

/** The variable that a credential is kept in, and what puts it into the text of an `.env` file. */
export interface Kept {
  readonly variable: string;
  readonly edits: readonly TextEdit[];
}

/** Keeps a credential in the text of an `.env` file: in a variable that holds it already, or in one that is free. */
export function keepIn(text: string, move: Omit<Move, 'edits'>, secret: string): Kept {
  const values = new Map(Array.from(assignments(text), ({ name, value }) => [name, value]));
  const variable = move.isNamed ? move.variable : freeVariable(values, move, secret);
  // What is read already goes on being read.
  const isKept = values.get(variable) === secret || (move.isNamed && !!values.get(variable));
  return { variable, edits: isKept ? [] : [setVariable(text, variable, secret).edit] };
}

function freeVariable(
  values: ReadonlyMap<string, string>,
  { variable, prefix }: Omit<Move, 'edits'>,
  secret: string,
): string {
  const isFree = (name: string) => [undefined, '', secret].includes(values.get(name));
  const same = [...values].find(([name, value]) => value === secret && name.startsWith(prefix));
  if (same && values.get(variable) !== secret) return same[0];
  let name = variable;
  for (let number = 2; !isFree(name); number += 1) name = `${variable}_${number}`;
  return name;
}
