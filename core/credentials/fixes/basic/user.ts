/** How a part of an address is filled in with an expression, as a pattern with that as its group. */
const FILLED = {
  shell: '\\$\\{?(\\w+)\\}?',
  template: '\\$\\{([\\w.]+)\\}',
  format: '\\{([\\w.]+)\\}',
} as const;

export type Filled = keyof typeof FILLED;

/** A user, written out or as an expression. */
export interface User {
  readonly text: string;
  readonly isExpression: boolean;
}

/** The user between two literals. */
const JOINED = /["'`]https?:\/\/["'`]\s*\+\s*([\w.$]+)\s*\+\s*["'`]\.carto(?:db)?\.com\b/;

/** The user whose address of CARTO Engine stands in a text. Sources: CARTO, "Auth API"; with "/user/", one's own installation. */
export function userIn(text: string, filled: Filled): User | undefined {
  const joined = JOINED.exec(text)?.[1];
  if (joined !== undefined) return { text: joined, isExpression: true };
  const part = `(?:([\\w-]+)|${FILLED[filled]})`;
  const host = '[\\w.{}$-]+';
  const match =
    new RegExp(`https?://${host}/u(?:ser)?/${part}/`).exec(text) ??
    new RegExp(`https?://${part}\\.carto(?:db)?\\.com\\b`).exec(text);
  if (!match) return undefined;
  const [, written, expression = ''] = match;
  return { text: written ?? expression, isExpression: written === undefined };
}

/** The same of a variable that a text sets once. */
export function userOfVariable(text: string, name: string, filled: Filled): User | undefined {
  if (!/^[A-Za-z_$][\w$]*$/.test(name)) return undefined;
  const set = new RegExp(
    `(?<![\\w.$])${name.replaceAll('$', '\\$')}\\s{0,9}=\\s{0,9}([^\\n]{1,400})`,
    'g',
  );
  const [value, ...more] = [...text.matchAll(set)];
  return value && more.length === 0 ? userIn(value[1] ?? '', filled) : undefined;
}
