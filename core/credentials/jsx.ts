/** What a place of JavaScript is in. A tag is what stands between the name of an element and its `>`. */
export type JsxPlace = 'code' | 'comment' | 'literal' | 'tag' | 'children';

/** What is open at a place: an element by its name, code in braces, a tag, or a template. */
interface Open {
  readonly kind: 'code' | 'tag' | 'children' | 'template';
  readonly name: string;
}

const COMMENT = '(?<comment>\\/\\/[^\\n]*|\\/\\*[\\s\\S]*?(?:\\*\\/|$(?![\\s\\S])))';

/**
 * What counts in each. What comes first of each pattern goes before the rest. Texts and regular expressions of code are read once
 * it is known where they begin: most slashes divide.
 */
const TOKENS: Readonly<Record<Open['kind'], RegExp>> = {
  code: new RegExp(
    `${COMMENT}|<(?<opens>[A-Za-z_$][\\w$.:-]*(?!\\s*,|[\\w$.:-]|\\s+extends\\b)|(?=>))|=>|[\\w$]+|\\S`,
    'g',
  ),
  tag: new RegExp(`${COMMENT}|(?<literal>"[^"]*"|'[^']*')|\\/>|[{><]`, 'g'),
  children: /<\/\s*(?:(?<closes>[\w$.:-]+)\s*)?>|<(?<opens>[A-Za-z_$][\w$.:-]*|(?=>))|\{/g,
  template: /\\[\s\S]|`|\$\{/g,
};
/** A text or a regular expression of code, by how it begins. Each ends in its line, or is none. */
const QUOTED: Readonly<Record<string, RegExp>> = {
  '"': /"(?:\\[\s\S]|[^"\\\n])*"/y,
  "'": /'(?:\\[\s\S]|[^'\\\n])*'/y,
  '/': /\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^\\/\n[])+\//y,
};
/** Behind these an expression begins: an element then, or a regular expression. */
const BEFORE_EXPRESSION =
  /^(?:|=>|[([{,;=:?&|!+\-*%^~]|return|default|yield|await|case|else|do|typeof|void|in|of|new|throw|delete)$/;

/**
 * What a place of JavaScript with JSX is in. Undefined where the elements in front of it do not close each other, which
 * tells that it is something else. Linear in the distance. @param from a place in code
 */
export function jsxAt(text: string, at: number, from = 0): JsxPlace | undefined {
  const open: Open[] = [{ kind: 'code', name: '' }];
  let [next, last] = [from, ''];
  const quotedAt = quotedIn(text);
  for (;;) {
    const top = open.at(-1);
    if (!top) return undefined;
    const pattern = TOKENS[top.kind];
    pattern.lastIndex = next;
    const match = pattern.exec(text);
    if (!match || match.index >= at) return top.kind === 'template' ? 'literal' : top.kind;
    const { groups = {}, index } = match;
    const expects = top.kind !== 'code' || BEFORE_EXPRESSION.test(last);
    const quoted =
      top.kind === 'code' && (match[0] !== '/' || expects) ? quotedAt(match[0], index) : undefined;
    const token = quoted ?? match[0];
    next = index + token.length;
    if (next > at && groups['comment'] !== undefined) return 'comment';
    if (next > at && (quoted ?? groups['literal']) !== undefined) return 'literal';
    if (groups['comment'] !== undefined) continue;
    if (groups['opens'] !== undefined && !expects) next = index + 1;
    else if (!follow(open, top, token, groups)) return undefined;
    last = token;
  }
}

/**
 * Reads what a quote or slash begins. Where one is not closed, no other of its line is tried: each would be read to the end of
 * the line, too.
 */
function quotedIn(text: string): (opening: string, at: number) => string | undefined {
  const unclosedUntil = new Map<string, number>();
  return (opening, at) => {
    const pattern = QUOTED[opening];
    if (!pattern || at < (unclosedUntil.get(opening) ?? 0)) return undefined;
    pattern.lastIndex = at;
    const quoted = pattern.exec(text)?.[0];
    if (quoted === undefined) {
      const end = text.indexOf('\n', at);
      unclosedUntil.set(opening, end === -1 ? text.length : end);
    }
    return quoted;
  };
}

/** Opens and closes what a token does. @returns whether what it closes is what was opened */
function follow(
  open: Open[],
  top: Open,
  token: string,
  { opens, closes = '' }: Readonly<Record<string, string | undefined>>,
): boolean {
  const isTag = top.kind === 'tag';
  if (opens !== undefined) open.push({ kind: 'tag', name: opens });
  else if (token.startsWith('</')) return open.pop()?.name === closes;
  else if (token === '{' || token === '${') open.push({ kind: 'code', name: '' });
  else if (token === '}' && top.kind === 'code') return open.pop() !== undefined && open.length > 0;
  else if (token === '`' && top.kind === 'template') open.pop();
  else if (token === '`') open.push({ kind: 'template', name: '' });
  else if (token === '/>') open.pop();
  else if (isTag && token === '>') open.splice(-1, 1, { kind: 'children', name: top.name });
  // Types of a generic component: what comes is not plain to see.
  else return !(isTag && token === '<');
  return true;
}
