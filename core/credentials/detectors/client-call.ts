import { type Argument, argumentsOf } from '../arguments.ts';
import { isRunning } from '../comments.ts';
import type { ApiKey, ClientCall } from '../finding.ts';
import { DEFAULT_PUBLIC, isKey, isPossibleKey, SHORTEST_KEY } from '../key-shape.ts';
import { LIBRARIES, type Library } from '../libraries.ts';
import { wordsOf } from '../names.ts';
import { isPlaceholder, isRedacted, isReference } from '../placeholder.ts';
import type { Source } from '../source.ts';

const KEY = /^(?:carto_)?(?:api_?key|map_key|master_key|key|api)$/;
const USERNAME = /^(?:user|username|user_name)$/;

/** Where a client finds the APIs, as the libraries call it. */
const SERVER =
  /(?<![\w-])(?:server_?url|(?:sql|maps)_?api_?template|base_?url|(?:sql|maps)_?api_?(?:domain|url))["']?\s{0,9}[:=]\s{0,9}["'`]([^"'`\n]{1,200})["'`]/gi;

/**
 * Where clients are pointed at a server of one's own: a Windshaft on this machine or on premises, which answers to keys as it was set
 * up to. Offsets.
 */
export function ownServers(text: string): number[] {
  return [...text.matchAll(SERVER)]
    .filter(([, url = '']) => !CARTOS_SERVER.test(url))
    .map(({ index }) => index);
}

/** A server of CARTO's, or one that is not written out: `https://{user}.carto.com`, `${base}`. */
const CARTOS_SERVER = /carto(?:db)?(?:-[a-z]{1,20})?\.com|^[${][^.]*$|^<|^your/i;

/** The most of a call, and of what is around it, that is read, in characters. */
const CALL = 4000;

/** Calls of client libraries, with what is wrong in them. */
export function* findClientCalls(source: Source): Generator<ApiKey | ClientCall> {
  const { text } = source;
  for (const match of source.libraryCalls) {
    const library = LIBRARIES.find((_, index) => match[index + 1] !== undefined);
    if (!library || (library.isCommon && !source.isOfEngine)) continue;
    const end = match.index + match[0].length;
    source.spend(CALL);
    const args = argumentsOf(source, end - 1);
    if (!args) continue;
    const key = keyAmong(args, library);
    if (!key) continue;
    const username = args.find(isUsername);
    if (key.literal !== undefined && (isKey(key.literal) || isPossibleKey(key.literal))) {
      const { span, literal: secret } = key;
      yield { kind: 'api-key', span, secret, username: username?.literal };
    }
    if (source.hasOwnServer) continue;
    if (!isRunning(text, match.index) || source.isInDocstring(match.index)) continue;
    const { call } = library;
    yield* faultsOf(key, call);
    const isWhole = isObject(text, end) && !args.some(({ name }) => name?.startsWith('...'));
    if (library.needsUsername && isWhole && (!username || username.literal === '')) {
      const name = match[0].replace(/(?<!\s)\s*\($/, '');
      const start = match.index + name.search(/(?<!\S)\S+$/);
      yield { kind: 'username-missing', span: { start, end: match.index + name.length }, call };
    }
  }
}

function keyAmong(args: readonly Argument[], { position }: Library): Argument | undefined {
  const named = args.find(({ name }) => name !== undefined && KEY.test(wordsOf(name)));
  const unnamed = args.filter(({ isNested }) => !isNested)[position ?? args.length];
  return named ?? (unnamed?.name === undefined ? unnamed : undefined);
}

function* faultsOf({ literal, span }: Argument, call: string): Generator<ClientCall> {
  if (literal === undefined || literal === DEFAULT_PUBLIC || isKey(literal)) return;
  if (isReference(literal) || isRedacted(literal)) return;
  if (literal !== '' && isPlaceholder(literal)) {
    yield { kind: 'key-placeholder', span, call, text: literal };
    return;
  }
  const says = faultOf(literal);
  if (says) yield { kind: 'key-malformed', span, call, says };
}

/** What makes it impossible for a text to be a key. Source: CARTO, "Auth API". */
function faultOf(key: string): string | undefined {
  if (key === '') return 'it is empty';
  if (/[^\w-]/.test(key)) return 'it has characters that no key has';
  return key.length < SHORTEST_KEY ? `it is shorter than ${SHORTEST_KEY} characters` : undefined;
}

function isObject(text: string, at: number): boolean {
  return /^\s*\{/.test(text.slice(at, at + 80));
}

function isUsername({ name }: Argument): boolean {
  return name !== undefined && USERNAME.test(wordsOf(name));
}
