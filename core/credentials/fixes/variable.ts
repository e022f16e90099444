import { isVariableName } from '../../dotenv.ts';
import { type FrontEndBuild, PUBLIC_PREFIX } from '../../front-end/build.ts';
import { bindingOf } from '../binding.ts';
import type { Credential } from '../finding.ts';
import { isOfCarto, isSecretName, wordsOf } from '../names.ts';
import type { Place } from '../place.ts';
import { lastName } from '../uses.ts';

/** What the variable of a credential is called where nothing else says so. */
const NAMES: Readonly<Record<Credential['kind'], string>> = {
  'access-token': 'CARTO_ACCESS_TOKEN',
  'oauth-token': 'CARTO_OAUTH_TOKEN',
  'client-secret': 'CARTO_CLIENT_SECRET',
  'api-key': 'CARTO_API_KEY',
};

/** A name longer than that is a sentence. */
const LONGEST = 40;

/** What the variable of a credential may be called: as what it is bound to, if that is CARTO's. */
export function variableFor(text: string, { kind, span }: Credential, prefix: string): string {
  const [bound = ''] = bindingOf(text, span.start).names;
  const words = wordsOf(lastName(bound));
  const own = words.toUpperCase();
  const isName = isOfCarto(words) && isSecretName(words) && own.length <= LONGEST;
  if (!isName || !isVariableName(own)) return prefix + NAMES[kind];
  return own.startsWith(prefix) ? own : prefix + own;
}

/** Code of a front end's project that no browser gets: its configuration, its server's, its scripts. */
const NOT_FOR_BROWSERS =
  /\.config\.[cm]?[jt]s$|\.cjs$|(?:^|\/)(?:server|api|scripts?|functions|lambda|backend|tests?|__tests__)\/|(?:^|\/)(?:middleware|route|server)\.[jt]s$/i;
/** What of Next is run by browsers, too. */
const CLIENT_CODE =
  /^\s*(?:\/\/[^\n]*\n\s*)*["']use client["']|\b(?:useState|useEffect|window|document)\b/;

/** What puts environment variables into a text that browsers get; undefined where they do not get it. */
export function buildFor(
  text: string,
  { path, isFrontEnd }: Place,
  build: FrontEndBuild | undefined,
): FrontEndBuild | undefined {
  if (!build || NOT_FOR_BROWSERS.test(path)) return undefined;
  return build !== 'next' || isFrontEnd || CLIENT_CODE.test(text) ? build : undefined;
}

/** Whether browsers get a text, where everybody reads what is put into it. */
export function isForBrowsers({ path, isFrontEnd }: Place): boolean {
  return isFrontEnd && !NOT_FOR_BROWSERS.test(path);
}

export function prefixOf(build: FrontEndBuild | undefined): string {
  return build ? PUBLIC_PREFIX[build] : '';
}
