import type { Span } from '../../../problem.ts';
import { lineTo } from '../language.ts';
import { inserting } from '../parts.ts';
import type { Code } from './code.ts';
import type { BasicEdits } from './edits.ts';
import { takenOut } from './taken.ts';
import { userIn } from './user.ts';

const CALLS = /(?<![\w.])(?:requests|httpx|session)\.(?:get|post|put|patch|delete|head)$/;

/** How a call of requests or httpx sends a key by HTTP Basic; undefined where that is not plain to see. */
export function basicInPython(code: Code, span: Span): BasicEdits | undefined {
  const call = code.callAround(span.start, CALLS);
  const taken = call && takenOut(code, span);
  const [first, last] = [call?.arguments[0], call?.arguments.at(-1)];
  if (!taken || !first || !last) return undefined;
  if (call.arguments.some((each) => /^auth\s*=/.test(code.slice(each)))) {
    return { edits: taken.edits, holdsKey: false };
  }
  const written = code.slice(first).replace(/^url\s*=\s*/, '');
  const user = userIn(written, 'format') ?? code.userOfVariable(written, 'format');
  // In a text that is no f-string, braces are themselves.
  if (!user || (user.isExpression && !/^[rR]?[fF]/.test(written))) return undefined;
  const quote = /["']/.exec(code.slice({ start: first.start, end: last.end }))?.[0] ?? '"';
  const write = (each: { readonly text: string; readonly isExpression: boolean }) =>
    each.isExpression ? each.text : quote + each.text + quote;
  const indent = /^\s*$/.test(lineTo(code.text, last.start))
    ? `\n${lineTo(code.text, last.start)}`
    : ' ';
  const added = `,${indent}auth=(${write(user)}, ${write(taken.key)})`;
  return {
    edits: [...taken.edits, inserting(last.end, added)],
    holdsKey: !taken.key.isExpression,
  };
}
