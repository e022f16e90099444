import type { Span } from '../problem.ts';
import { lineEnd } from './lines.ts';
import { ENGINE_PATH } from './marks.ts';
import { isSeparator } from './requests.ts';
import { lastUpTo } from './sorted.ts';
import type { Source } from './source.ts';

/** The most of a request that is looked at to each side, in characters. */
const REACH = 1200;

const BLOCK = /(?:\)|=>|\b(?:else|try|finally|do|class|function)\b[^\n(]{0,60}|\w\s*:\s*\w+)\s*$/;
/** Functions that make a request. */
const REQUESTS =
  /(?:fetch|axios|requests?|http|https|got|ajax|get|getJSON|post|put|delete|patch|curl|open|Get|Post|GET|POST|urlopen|Request|send|superagent|ky|httpx|session)$/;

/** How far in front of a place its statement may begin, in characters. */
const STATEMENT = 300;
/** A line that opens a block of its own in a language of indented lines. */
const OPENS_BLOCK =
  /^\s*(?:async |def |if |elif |else|for |while |with |class |try|except|return|function |export )|[{(]\s*$/;

/**
 * Where the statement of a place begins, within some hundred characters: the line of the outermost bracket around it that opens no
 * block, and above it the lines that it is indented under, as in YAML, HTML and CoffeeScript. What stands in other statements says
 * nothing of it.
 */
export function statementStart({ text, brackets }: Source, at: number): number {
  const floor = Math.max(0, at - STATEMENT);
  let start = at;
  for (const pair of brackets.around(at, STATEMENT)) {
    const before = text.slice(Math.max(0, pair.start - 80), pair.start);
    if (text[pair.start] === '{' && BLOCK.test(before)) break;
    start = pair.start;
  }
  start = floor + text.slice(floor, start).lastIndexOf('\n') + 1;
  let indent = text.slice(start, at).search(/\S|$/);
  for (let end = start; end > floor && indent > 0; ) {
    const from = floor + text.slice(floor, end - 1).lastIndexOf('\n') + 1;
    const line = text.slice(from, end - 1);
    const own = line.search(/\S|$/);
    if (own < indent && line.trim() !== '') {
      if (OPENS_BLOCK.test(line)) break;
      start = from;
      indent = own;
    }
    end = from;
  }
  return start;
}

/** The request that a place belongs to: a command line, a request as HTTP writes it, or a call; undefined where none is to be seen. */
export function requestAround(source: Source, at: number): Span | undefined {
  const { requests } = source;
  if (requests.has(at)) return requests.get(at);
  source.spend(REACH);
  const request = command(source, at) ?? message(source, at) ?? call(source, at);
  requests.set(at, request);
  return request;
}

/** The line of a command, which a plain text holds in one piece; what it quotes may have more. */
function command({ text, commands }: Source, at: number): Span | undefined {
  const start = commands[lastUpTo(commands, at - 1)];
  if (start === undefined || start < at - REACH) return undefined;
  return isOneCommand(text.slice(start, at)) ? { start, end: lineEnd(text, at) } : undefined;
}

/** Whether a command goes on: its line has not ended but in quotes. */
function isOneCommand(written: string): boolean {
  if (!written.trimStart().includes('\n')) return true;
  const last = written.lastIndexOf('\n');
  const quotes = written.slice(0, last).match(/['"]/g) ?? [];
  return quotes.length % 2 === 1;
}

/** A request as `.http` files and logs have it: from its first line to the next, or to the line between. */
function message({ text, messages }: Source, at: number): Span | undefined {
  const index = lastUpTo(messages, at - 1);
  const start = messages[index];
  if (start === undefined || start < at - REACH || isSeparator(text, start)) return undefined;
  const next = messages[index + 1] ?? text.length + 1;
  return { start, end: Math.min(next - 1, at + REACH, text.length) };
}

/** What is got from a list, or put into one, by its name: `json.put("api_key", key)`. */
const NAMED = /^\(\s{0,9}@?["'][\w-]{1,60}["']\s{0,9}[,)]/;

/** The innermost call around a place that names a URL, or that makes requests. */
function call({ text, brackets }: Source, at: number): Span | undefined {
  for (const { start, end } of brackets.around(at, REACH)) {
    if (end > at + REACH) return undefined;
    const before = text.slice(Math.max(0, start - 80), start);
    if (text[start] === '{' && BLOCK.test(before)) return undefined;
    if (text[start] !== '(') continue;
    const name = /(?<![\w.$])[\w.$]*$/.exec(before)?.[0] ?? '';
    // A tuple is an argument itself: urlunparse((scheme, host, …)).
    if (name === '' && /\(\s{0,9}$/.test(before)) continue;
    const written = text.slice(start, end);
    const isRequest = REQUESTS.test(name) && !NAMED.test(written);
    if (isRequest || /:\/\//.test(written) || ENGINE_PATH.test(written)) {
      return { start: start - name.length, end };
    }
  }
  return undefined;
}
