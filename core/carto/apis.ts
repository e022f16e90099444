/** The APIs that an access token can be allowed, as the Tokens API spells them. Source: CARTO, "API Access Tokens". */
export const APIS = ['maps', 'sql', 'lds', 'imports'] as const;

export type Api = (typeof APIS)[number];

/** What CARTO calls each API in its documentation. */
export const API_NAMES: Readonly<Record<Api, string>> = {
  maps: 'Maps API',
  sql: 'SQL API',
  lds: 'LDS API',
  imports: 'Imports API',
};

export function isApi(value: string): value is Api {
  return (APIS as readonly string[]).includes(value);
}
