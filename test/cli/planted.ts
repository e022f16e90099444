import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { isPossibleKey } from '../../core/credentials/key-shape.ts';
import { DISGUISES, PIECES } from '../support/leaks.ts';
import { accessToken, apiKey, clientSecret, oauthToken } from '../support/synthetic.ts';

/** A credential, and the code in which it is found. */
export interface Planted {
  readonly secret: string;
  readonly code: string;
}

const seed = fc.nat(1_000_000).map(String);

/** Every kind of credential, and keys of lengths that no shape tells. */
export const PLANTED: fc.Arbitrary<Planted> = fc.oneof(
  seed.map((each) => planted(accessToken({ seed: each }), (it) => `accessToken: '${it}',`)),
  seed.map((each) => planted(oauthToken({ seed: each }), (it) => `bearer = '${it}'`)),
  seed.map((each) => {
    const secret = clientSecret(each);
    return planted(
      secret,
      (it) => `{ client_secret: '${it}', audience: 'carto-cloud-native-api' }`,
    );
  }),
  seed.map((each) => planted(apiKey('hex', each), client)),
  seed.map((each) => planted(apiKey('base64url', each), client)),
  fc
    .tuple(fc.integer({ min: 16, max: 39 }), seed)
    .map(([length, each]) => createHash('sha512').update(each).digest('hex').slice(0, length))
    .filter(isPossibleKey)
    .map((secret) => planted(secret, client)),
);

function planted(secret: string, code: (secret: string) => string): Planted {
  return { secret, code: code(secret) };
}

function client(key: string): string {
  return `new carto.Client({ apiKey: '${key}', username: 'jane' });`;
}

export const DISGUISE = fc.constantFrom(...Object.entries(DISGUISES));
/** What stands elsewhere of a credential that is found. */
export const DISGUISE_OR_PIECE = fc.constantFrom(...Object.entries({ ...DISGUISES, ...PIECES }));

/** As much of it as a file's name holds. */
export function nameOf(written: string): string {
  const name = written.replaceAll('/', '_').replaceAll('\0', '');
  return Buffer.from(name).subarray(0, 200).toString('utf8').replaceAll('\ufffd', '') || 'x';
}

/** A tree in which a credential stands wherever one can. */
export function treeOf({ secret, code }: Planted, written: string): Record<string, string> {
  const name = nameOf(written);
  const other = accessToken({ seed: 'another' });
  const inJson = JSON.stringify(written).slice(1, -1);
  const declaration = (value: string) =>
    JSON.stringify({
      $schema: value,
      name: value,
      [value]: value,
      environment: value,
      usage: value,
      allowed_apis: ['sql', value, value],
      grants: [
        { connection_name: value, source: value },
        { connection_name: value, source: `a.b.${value}` },
        { connection_name: 'c', source: `SELECT '${value}' FROM (` },
        { connection_name: 'c', source: `a.b.c` },
        value,
      ],
      referers: [
        value,
        `https://${value}.example.com`,
        `http://x.example/${value}`,
        `https://${value}`,
        `http://localhost/${value}`,
      ],
      expiration_date: value,
    });
  return {
    'src/config.js': `// carto\n${code}\n`,
    [`${name}/${name}.js`]: `// ${written}\nconst token = '${other}';\n`,
    [`a ${name}.cartotoken.json`]: declaration(written),
    'b.cartotoken.json': declaration(written),
    'c.cartotoken.json': `{ "name": "${inJson}", "x": "${inJson}" // ${inJson}\n`,
    'd.cartotoken.json': JSON.stringify({
      type: 'regular',
      name: written,
      grants: [
        { type: 'apis', apis: ['sql', written] },
        { type: 'database', tables: [{ schema: written, name: written, permissions: [written] }] },
        { type: written, services: [written] },
      ],
    }),
    'suppressed.js': [
      `const a = '${other}'; // cartotoken-disable-line hardcoded-access-token -- ${written}`,
      `const b = 1; // cartotoken-disable-line ${written}`,
      `const c = 1; // cartotoken-disable-line ${written}, ${secret} -- ${written}`,
      `const d = 1; // cartotoken-disable-line hardcoded-access-token -- ${'x'.repeat(280)} ${written}`,
      `const e = 1; // cartotoken-disable-line x${written}`,
    ].join('\n'),
    'requests.sh': [
      `curl "https://jane.carto.com/api/v2/sql?q=1&api_key=${secret}"`,
      `curl -d "api_key=${secret}" -d q=1 https://jane.carto.com/api/v2/sql`,
    ].join('\n'),
    'requests.js': [
      `fetch('https://jane.carto.com/api/v2/sql?q=1&api_key=${secret}');`,
      `axios.get('https://jane.carto.com/api/v2/sql', { params: { q: 1, api_key: '${secret}' } });`,
      `new carto.Client({ apiKey: '<${written}>', username: 'jane' });`,
    ].join('\n'),
    'requests.py': [
      `requests.get("https://jane.carto.com/api/v2/sql?q=1&api_key=${secret}")`,
      `requests.post("https://jane.carto.com/api/v2/sql", data={"q": 1, "api_key": "${secret}"})`,
    ].join('\n'),
    '.cartotokenignore': [
      ...[written, `a/${written}`, `sha256:${written}`, `none -- ${written}`],
      `sha256:${'0'.repeat(64)} -- ${written}`,
    ].join('\n'),
  };
}
