import { isVariableName } from '../../dotenv.ts';
import { BUILD_VARIABLES } from '../../front-end/build.ts';
import type { VariableSource } from '../../front-end/variables.ts';
import { bindingOf } from '../binding.ts';
import type { Credential } from '../finding.ts';
import { isOfCarto, isSecretName, wordsOf } from '../names.ts';
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

/** What the names of variables have to begin with that code can read. */
export function prefixOf(source: VariableSource | undefined): string {
  return source && source !== 'node' ? BUILD_VARIABLES[source].prefix : '';
}
