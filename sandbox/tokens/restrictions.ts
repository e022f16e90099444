import { knownApis, served } from '../../core/carto/access.ts';
import { API_NAMES, APIS, isApi } from '../../core/carto/apis.ts';
import { needsGrant } from '../../core/carto/coverage.ts';
import { parseSource } from '../../core/carto/sources.ts';
import { all, oneOf, shown } from '../../core/wording.ts';

/** What a token is restricted to. */
export interface Restrictions {
  readonly name: string;
  readonly allowed_apis: readonly string[];
  readonly grants: readonly { readonly connection_name: string; readonly source: string }[];
}

/**
 * What keeps CARTO from making a token with these restrictions: sentences, each with its remedy.
 * Source: CARTO, "API Access Tokens".
 *
 * @param connections the names of those there are
 */
export function faultsIn(restrictions: Restrictions, connections: readonly string[]): string[] {
  const name =
    restrictions.name.trim() === '' ? ['name is empty. Name the token, or leave it out.'] : [];
  return [...name, ...apiFaults(restrictions), ...grantFaults(restrictions, connections)];
}

function apiFaults({ allowed_apis: words, grants }: Restrictions): string[] {
  const unknown = words.flatMap((word, index) =>
    isApi(word)
      ? []
      : [`allowed_apis[${index}]: "${shown(word)}" is no API of CARTO’s. Use ${oneOf(APIS)}.`],
  );
  const apis = knownApis(words);
  if (apis.includes('imports') && apis.length > 1) {
    const why =
      'the Imports API cannot be combined with any other. Make a token for imports alone.';
    return [...unknown, `allowed_apis: ${why}`];
  }
  const needing = apis.filter(needsGrant);
  const works = grants.some(({ source }) => {
    const read = parseSource(source);
    return read.kind !== 'invalid' && served(needing, read.kind).length > 0;
  });
  if (needing.length === 0 || works) return unknown;
  const names = all(needing.map((api) => `the ${API_NAMES[api]}`));
  const cause =
    grants.length === 0
      ? `there is none, and ${names} can do nothing without a grant`
      : `none is of a kind that ${names} can work with`;
  const remedy = needing.includes('maps') ? 'a table, a query or *' : 'a query or *';
  const wanted = needing.includes('imports') ? 'where it may write' : remedy;
  return [...unknown, `grants: ${cause}. Grant ${wanted}.`];
}

function grantFaults({ grants }: Restrictions, connections: readonly string[]): string[] {
  return grants.flatMap(({ connection_name, source }, index) => {
    const place = `grants[${index}]`;
    const read = parseSource(source);
    const faults =
      read.kind === 'invalid'
        ? [
            `${place}.source: ${read.says}. Name a table in full, give a query, or * for all sources.`,
          ]
        : [];
    return connections.includes(connection_name)
      ? faults
      : [
          ...faults,
          `${place}.connection_name: there is no connection "${shown(connection_name)}". GET /v3/connections lists those there are.`,
        ];
  });
}
