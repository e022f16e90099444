import { bytesOf, type PathMatcher, wildcards } from './wildcards.ts';

/** How many patterns one is spelled out to at most: those with more choices name nothing. */
const MOST_CHOICES = 200;
/** How many globs count. */
const MOST = 1000;

/** Tells which paths, with `/`, are named by globs as VS Code has them. Takes time in proportion to a path, whatever they are. */
export function namedBy(globs: readonly string[]): (path: string) => boolean {
  const matchers = globs.slice(0, MOST).flatMap(matchersOf);
  return (path) => {
    const bytes = bytesOf(path);
    return matchers.some((matches) => matches(bytes));
  };
}

function matchersOf(glob: string): PathMatcher[] {
  const patterns = choicesOf(glob) ?? [];
  const folders = patterns.flatMap((each) => folderOf(each) ?? []);
  return [...patterns, ...folders].flatMap((each) => wildcards(each.replace(/^\.\//, '')) ?? []);
}

/** What is below a folder, `src/**`, names the folder, too; not one whose name ends with a star. */
function folderOf(pattern: string): string | undefined {
  let end = pattern.length;
  while (pattern.endsWith('/**', end)) end -= 3;
  return end < pattern.length && end > 0 && pattern[end - 1] !== '*'
    ? pattern.slice(0, end)
    : undefined;
}

/** A glob without its braces: one pattern for each choice. Undefined where that would be too many. */
function choicesOf(glob: string): string[] | undefined {
  const open = braceIn(glob);
  if (!open) return [glob];
  const all: string[] = [];
  for (const choice of open.choices) {
    const rest = choicesOf(glob.slice(0, open.start) + choice + glob.slice(open.end));
    if (!rest || all.length + rest.length > MOST_CHOICES) return undefined;
    all.push(...rest);
  }
  return all;
}

/** The first pair of braces with a comma in it, and what it offers. Others stand for themselves. */
function braceIn(glob: string) {
  const open: { start: number; commas: number[] }[] = [];
  let outermost: { start: number; end: number; choices: string[] } | undefined;
  for (let at = 0; at < glob.length; at += 1) {
    const character = glob[at];
    if (character === '\\') at += 1;
    else if (character === '{') open.push({ start: at, commas: [] });
    else if (character === ',') open.at(-1)?.commas.push(at);
    else if (character === '}') {
      const { start, commas } = open.pop() ?? { start: at, commas: [] };
      if (commas.length === 0) continue;
      const bounds = [start, ...commas, at];
      const choices = bounds
        .slice(1)
        .map((end, index) => glob.slice((bounds[index] ?? 0) + 1, end));
      if (!outermost || start < outermost.start) outermost = { start, end: at + 1, choices };
    }
  }
  return outermost;
}
