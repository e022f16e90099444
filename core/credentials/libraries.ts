/** A call of a client library of CARTO Engine's that takes a key. */
export interface Library {
  /** The call, without its bracket. */
  readonly pattern: string;
  /** As it is known. */
  readonly call: string;
  /** Where the key is among arguments without names. */
  readonly position?: number;
  /** Whether its name alone could be anyone's, so that CARTO must be named in the text. */
  readonly isCommon?: true;
  /** Whether CARTO answers 403 to what it sends without a username. Source: CARTO.js and CARTO VL, "Authentication". */
  readonly needsUsername?: true;
}

/** Sources: the documentation of CARTO.js, CARTO VL, CartoDB.js, CARTOframes and CARTO's Python, Node.js and R clients. */
export const LIBRARIES: readonly Library[] = [
  { pattern: 'new\\s+(?:window\\.)?[Cc]arto\\.Client', call: 'carto.Client', needsUsername: true },
  { pattern: 'new\\s+Client', call: 'carto.Client', needsUsername: true, isCommon: true },
  { pattern: 'setDefaultAuth', call: 'setDefaultAuth', needsUsername: true },
  { pattern: '(?:new\\s+)?[Cc]arto[Dd][Bb]\\.SQL', call: 'cartodb.SQL' },
  { pattern: 'new\\s+CartoDB(?:\\.Import)?', call: 'CartoDB' },
  {
    pattern: '[Cc]arto[Dd][Bb]\\.(?:createVis|createLayer|Tiles(?:\\.\\w{1,30})?)',
    call: 'cartodb',
  },
  { pattern: 'CartoDBAPIKey', call: 'CartoDBAPIKey', position: 0 },
  { pattern: 'APIKeyAuthClient', call: 'APIKeyAuthClient', position: 1 },
  { pattern: 'CartoContext', call: 'CartoContext', position: 1 },
  {
    pattern: 'set_default_(?:credentials|context)',
    call: 'set_default_credentials',
    position: 1,
    isCommon: true,
  },
  { pattern: '(?:carto\\w*\\.)?Credentials', call: 'Credentials', isCommon: true },
  { pattern: 'CartoDB(?:::Client|Client|Connection)?(?:\\.new|::Init\\.start)', call: 'CartoDB' },
  {
    pattern: 'new\\s+\\\\?(?:\\w{1,30}\\\\)*CartoDB(?:Client|PrivateClient)',
    call: 'CartoDBClient',
  },
];

const CALL = `(?<![\\w.])(?:carto\\.|cartoframes\\.|auth\\.)?(?:${LIBRARIES.map(({ pattern }) => `(${pattern})`).join('|')})\\s{0,9}\\(`;

/** Any of them, up to its bracket. */
export const LIBRARY_CALL = new RegExp(CALL, 'g');

const ENDS_WITH_CALL = new RegExp(`${CALL}$`);

/** Whether a bracket opens a call of one of them. */
export function isLibraryCall(text: string, open: number): boolean {
  return ENDS_WITH_CALL.test(text.slice(Math.max(0, open - 80), open + 1));
}
