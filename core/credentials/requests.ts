const COMMAND = /(?:^|[\s"'`(!$])(?:curl|wget|xh|http|https)\s/g;

/** Where commands begin that make requests, with the character in front of each: offsets, ascending. */
export function commandsIn(text: string): number[] {
  return Array.from(text.matchAll(COMMAND), ({ index }) => index);
}

const VERB = /(?:GET|POST|PUT|PATCH|DELETE)\s/y;

/** The lines with which requests begin as HTTP writes them, and those that part them, `###`: offsets, ascending. */
export function messagesIn(text: string): number[] {
  const found: number[] = [];
  let at = 0;
  do {
    VERB.lastIndex = at;
    if (isSeparator(text, at) || VERB.test(text)) found.push(at);
    at = text.indexOf('\n', at) + 1;
  } while (at > 0);
  return found;
}

/** Whether a line parts two requests. */
export function isSeparator(text: string, at: number): boolean {
  return text.startsWith('###', at);
}
