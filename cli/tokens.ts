import { type CartoError, isCartoError } from '../core/carto/error.ts';
import { createHttp } from '../core/carto/http/http.ts';
import { visible } from '../core/control-characters.ts';
import { Redactor } from '../core/credentials/redact.ts';
import { mapStrings } from '../core/json/map-strings.ts';
import { type CommandLineFetch, createFetch } from './fetch.ts';
import type { Surroundings } from './run.ts';
import { accountNamedBy, type NamedAccount } from './tokens/account.ts';
import { json } from './tokens/json.ts';
import { listTokens, type TokenList } from './tokens/list.ts';
import { text } from './tokens/text.ts';

/** What `cartotoken tokens list` is told. */
export interface TokensChoices {
  readonly format: 'text' | 'json';
  readonly showSecrets?: boolean;
}

export interface TokenFormatOptions {
  readonly colours: boolean;
  /** Whether the credentials themselves are printed. */
  readonly showsValues: boolean;
  /** Milliseconds since 1970, against which expiry is read. */
  readonly now: number;
}

const FORMATS: Readonly<
  Record<TokensChoices['format'], (list: TokenList, options: TokenFormatOptions) => string>
> = { text, json };

/**
 * Prints the access tokens of the account that the environment names.
 *
 * @returns whether it could: what kept it from doing so is said
 */
export async function runTokensList(
  { format, showSecrets = false }: TokensChoices,
  surroundings: Surroundings,
): Promise<boolean> {
  const { env, stdout, stderr, colours, untilEnded } = surroundings;
  const redactor = new Redactor();
  const trouble = (says: string) => {
    stderr.write(`cartotoken: ${visible(redactor.redact(says))}\n`);
    return false;
  };
  const ending = new AbortController();
  void untilEnded().then(() => ending.abort());

  const account = accountNamedBy(env, Date.now());
  if (account.kind === 'invalid') return trouble(account.says);
  redactor.learn(account.kind === 'token' ? account.accessToken : account.clientSecret);
  if (showSecrets && surroundings.isTerminal && !surroundings.ask) return trouble(NOBODY_TO_ASK);
  const connection = connected(env);
  if (typeof connection === 'string') return trouble(connection);
  try {
    const showsValues = showSecrets && (await mayShow(surroundings, ending.signal));
    const list = await listTokens(account, createHttp(connection.fetch), ending.signal);
    for (const { token } of list.tokens) redactor.learn(token);
    // Whoever wants the credentials wants everything as it is.
    const shown = showsValues ? list : mapStrings(list, (text) => redactor.redact(text));
    stdout.write(FORMATS[format](shown, { colours, showsValues, now: Date.now() }));
    return true;
  } catch (error) {
    if (!isCartoError(error)) throw error;
    return trouble(`${error.reason} ${remedyOf(error, account)}`);
  } finally {
    await connection.close();
  }
}

/** The way to CARTO, or why the environment's proxy cannot be used. */
function connected(env: NodeJS.ProcessEnv): CommandLineFetch | string {
  try {
    return createFetch({ env });
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const NOBODY_TO_ASK =
  '--show-secrets would print credentials on this terminal, and nobody can be asked whether that is meant: standard ' +
  'input or standard error is no terminal. Send the output to a file or a pipe, or leave --show-secrets out.';

/** Whether credentials may be printed: on a terminal somebody may look on, and it remembers. */
async function mayShow({ isTerminal, ask }: Surroundings, signal: AbortSignal): Promise<boolean> {
  if (!isTerminal) return true;
  const question = 'Print the tokens themselves on this terminal, for all to see? (y/N) ';
  return /^\s*y(?:es)?\s*$/i.test((await ask?.(question, signal)) ?? '');
}

/** What to do about a failure, in the words of who has set variables instead of signing in. */
function remedyOf({ kind, remedy }: CartoError, account: NamedAccount): string {
  switch (kind) {
    case 'sign-in-refused':
      return 'Check CARTO_CLIENT_ID and CARTO_CLIENT_SECRET against the Workspace’s Developers > Credentials.';
    case 'signed-out':
    case 'expired':
      return account.kind === 'token'
        ? 'Set CARTO_ACCESS_TOKEN to a new OAuth Access Token of the account that CARTO_API_BASE_URL belongs to.'
        : 'Check that CARTO_API_BASE_URL and CARTO_OAUTH_TOKEN_URL belong to the same account.';
    case 'not-found':
    case 'connection-refused':
    case 'name-not-found':
    case 'unreadable-answer':
      return `Check ${addressesOf(account)}, and that no proxy or firewall is in the way.`;
    case 'proxy-refused':
      return 'Check the proxy that HTTPS_PROXY or HTTP_PROXY names, and that it lets this host through; NO_PROXY leaves it out.';
    default:
      return remedy;
  }
}

/** The variables that say where the account is, and are not set unless that has to be said. */
function addressesOf({ kind, apiBaseUrl }: NamedAccount): string {
  const api =
    apiBaseUrl === undefined ? 'whether CARTO_API_BASE_URL has to be set' : 'CARTO_API_BASE_URL';
  return kind === 'machine' && apiBaseUrl !== undefined ? `${api} and CARTO_OAUTH_TOKEN_URL` : api;
}
