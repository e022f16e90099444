import type { Span, TextEdit } from '../../../problem.ts';
import type { Fallback } from '../fallback.ts';
import { type Language, lineTo } from '../language.ts';
import { inserting, replacing } from '../parts.ts';
import { SHELL_LITERALS } from './shell.ts';

export const DOCKERFILE: Language = {
  comments: '^[ \\t]*#[^\\n]*|\\\\[^\\n]',
  literals: SHELL_LITERALS,
  joins: true,
  read: (variable) => `"$${variable}"`,
  bare: ({ start, end }, variable) => [replacing(start, end, `\${${variable}}`)],
  requires: argumentLine,
};

/** Instructions in which variables of the build are expanded; not those that hold commands as lists. */
const INSTRUCTION = /^[ \t]*([A-Z]+)\b(?=[ \t]+[^\s[])/gim;
const EXPANDS = /^(?:ENV|RUN|LABEL)$/i;

/** The line that takes a variable into the stage of a build, where it is not there. Undefined where none is expanded. */
function argumentLine(text: string, at: number, variable: string): readonly TextEdit[] | undefined {
  const before = text.slice(0, at);
  const instruction = [...before.matchAll(INSTRUCTION)].findLast(
    ({ index }) => !isContinuation(text, index),
  );
  // What a container does when it runs is given its environment then.
  if (!instruction || !EXPANDS.test(instruction[1] ?? '')) return undefined;
  if (/(?<!\\)\r?\n/.test(before.slice(instruction.index))) return undefined;
  const stages = [...before.matchAll(/^[ \t]*FROM\b/gim)];
  const stage = before.slice(stages.at(-1)?.index ?? 0, instruction.index);
  if (new RegExp(`^[ \\t]*ARG[ \\t]+${variable}\\b`, 'm').test(stage)) return [];
  return [inserting(instruction.index, `ARG ${variable}\n`)];
}

function isContinuation(text: string, at: number): boolean {
  return /\\\r?\n$/.test(text.slice(Math.max(0, at - 3), at));
}

/** `ARG NAME=value`: an argument is given to the build, and needs no value there. */
export function argumentDefault(text: string, { start, end }: Span): Fallback | undefined {
  const line = lineTo(text, start);
  const [, before, variable] = /^([ \t]*ARG[ \t]+(\w+))=["']?$/i.exec(line) ?? [];
  const behind = /^["']?(?=[ \t]*(?:\r?\n|$))/.exec(text.slice(end, end + 80));
  if (before === undefined || variable === undefined || !behind) return undefined;
  const from = start - line.length + before.length;
  return { variable, edits: [replacing(from, end + behind[0].length, '')] };
}
