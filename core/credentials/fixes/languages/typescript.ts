import { atEnd } from '../../../bounded.ts';
import { jsxAt } from '../../jsx.ts';
import { type Context, isCase } from '../context.ts';
import type { Literal } from '../syntax.ts';

/** What only stands in front of the name of a module, a type, or text between the tags of JSX. */
const BEFORE_NONE =
  /\b(?:from|import|export|module|namespace)\s*$|\b(?:import|require)\s*\(\s*$|(?:^|[^|])\|\s*$|(?:^|[^&])&\s*$|(?<!=)>\s*$|<\s*$/;
/** What only stands behind the name of a member, or a type. */
const BEHIND_NONE = /^\s*(?:as\s+const\b|\|(?!\|)|&(?!&)|=(?!=)|\()/;
/** What a type stands behind, whatever it is in. */
const BEFORE_TYPE =
  /\b(?:as|satisfies|extends|keyof|is)\s*$|\b(?:let|const|var|readonly|public|private|protected|static)\s+[\w$]+[?!]?\s*:\s*$|\?:\s*$|\)\s*:\s*$|<\s*$/;
const PARAMETER_TYPE =
  /[(,]\s*(?:(?:public|private|protected|readonly)\s+)*(?:\.\.\.)?[\w$]+\s*:\s*$/;
/** Blocks of declarations. */
const DECLARATIONS = atEnd(400, /\b(?:(?:interface|enum)\s+[\w$][^{};()]*|declare\s[^{};]*)\{$/);
const CLASS = atEnd(400, /\bclass\b[^{};()]*\{$/);
/** What templates may follow that are not its tag. */
const NO_TAG =
  /\b(?:return|typeof|case|in|of|await|yield|default|throw|void|delete|else|do|new|instanceof)\s*$/;

/** Whether a literal is of a type, a name or a text in JavaScript, TypeScript or JSX, where no expression stands. */
export function isNoExpression(text: string, { start, opened }: Literal, context: Context) {
  const { before, behind, openings, from } = context;
  if (isCase(context) || BEFORE_NONE.test(before) || BEHIND_NONE.test(behind)) return true;
  if (opened === '`' && /[\w$)\]]\s*$/.test(before) && !NO_TAG.test(before)) return true;
  const positions = [before, ...openings.map((each) => each.slice(0, -1))];
  if (positions.some((each, index) => isType(each, openings[index]))) return true;
  if (openings.some((each) => DECLARATIONS.test(each)) || isInAlias(before)) return true;
  const place = jsxAt(text, start, from);
  return place !== undefined && place !== 'code' && place !== 'tag';
}

const CONDITION = atEnd(1000, /\?[^;{}]*$/);

/** Whether a type stands behind a stretch of code. @param opening up to the bracket that it is in */
function isType(before: string, opening = ''): boolean {
  if (BEFORE_TYPE.test(before)) {
    // What stands behind a condition may be a call as well.
    return !/\)\s*:\s*$/.test(before) || !CONDITION.test(before);
  }
  if (opening.endsWith('(')) return PARAMETER_TYPE.test(before);
  return CLASS.test(opening) && /:\s*$/.test(before);
}

const ALIAS =
  /(?:^|[;{}\n])[^\S\n]*(?:(?:export|declare)\s+){0,2}type\s+[\w$][^=;\n]{0,200}=(?![=>])/g;
const BRACKETS = /\([^()]*\)|\[[^[\]]*\]|\{[^{}]*\}/g;

/** Whether the last `type X = …` goes on. */
function isInAlias(before: string): boolean {
  const alias = [...before.matchAll(ALIAS)].at(-1);
  if (!alias) return false;
  let type = before.slice(alias.index + alias[0].length);
  for (let depth = 0; depth < 4; depth += 1) type = type.replace(BRACKETS, 'x');
  const [outside = ''] = type.split(/[([{]/);
  // It ends with a line that the next does not go on from.
  return !/;|[^\s=|&,?:<][^\S\n]*\n\s*[^\s|&?:)\]}>]/.test(
    `${outside}${outside === type ? '"' : '{'}`,
  );
}
