import { describe, expect, it } from 'vitest';
import { findIn } from '../../core/credentials/find.ts';
import { Finder } from '../../core/credentials/finder.ts';
import { isCartosPath } from '../../core/credentials/path.ts';
import { NOWHERE, type Place } from '../../core/credentials/place.ts';
import { defaults, inspect } from '../../core/inspect.ts';
import { apiKey } from '../support/synthetic.ts';

const KEY = apiKey('hex');
const OTHER = apiKey('hex', 'other');

describe('a path', () => {
  it.each([
    'config/cartodb_config.yml',
    'cartodb_settings.py',
    'carto.env',
    '.cartodbrc.json',
    'src/myCarto.js',
    'src/CartoDBSettings.java',
    'C:\\work\\config\\carto.ini',
    'settings.carto.json',
    'cartoframes-2.py',
    '/srv/carto/settings.py',
    '/srv/.carto/profiles/default.json',
    'lib/carto_import/address.rb',
  ])('%s names CARTO', (path) => {
    expect(isCartosPath(path)).toBe(true);
  });

  it.each([
    '',
    'config/cartography.yml',
    'cartoon.py',
    'picarto.env',
    'cartographer/keys.yml',
    'concarto.ini',
    'cartogram.json',
    'carto_mapbox.js',
    'carto-basemaps.js',
    'openstreetmap-carto.yml',
    'cartocss.yml',
    // The project's name says nothing of what lies deep in it, and neither does one in the middle of a folder's.
    '/home/jane/carto/app/config/keys/settings.yml',
    '/home/jane/my-carto-app/settings.yml',
  ])('%s does not', (path) => {
    expect(isCartosPath(path)).toBe(false);
  });

  it('counts for what is bound to the name of a key, and for nothing else', () => {
    const text = `revision: ${OTHER}\napi_key: ${KEY}\nlicense_key: ${OTHER}\n`;
    expect(secretsOf(findIn(text, 'config/carto.yml'))).toEqual([KEY]);
    expect(findIn(text, 'config/settings.yml')).toEqual([]);
  });
});

describe('a credential that is certain in one place of a text', () => {
  const padding = 'x = 1\n'.repeat(10_000);
  const text = `value ${KEY}\n${padding}CARTO_API_KEY=${KEY}\n${padding}${OTHER} ${KEY}\n`;

  it('is found everywhere in it, once in each', () => {
    expect(secretsOf(findIn(text))).toEqual([KEY, KEY, KEY]);
  });

  it('is while the text is typed, and no longer than it is certain', () => {
    const finder = new Finder();
    expect(secretsOf(finder.find(text))).toEqual([KEY, KEY, KEY]);
    expect(secretsOf(finder.find(text.replace('CARTO_API_KEY', 'COMMIT')))).toEqual([]);
    expect(secretsOf(finder.find(text))).toEqual([KEY, KEY, KEY]);
  });
});

describe('a client that cannot work', () => {
  const text =
    "carto.setDefaultAuth({ apiKey: 'abc' });\ncarto.setDefaultAuth({ username: 'a', apiKey: 'YOUR_KEY' });\n";
  const rulesAt = (place: Partial<Place>) =>
    inspect({ text, isDeclaration: false }, { ...defaults(), place: { ...NOWHERE, ...place } }).map(
      ({ rule }) => rule,
    );

  it('is one in an application', () => {
    expect(rulesAt({ path: 'src/map.js' })).toEqual([
      'client-username-missing',
      'client-key-malformed',
      'client-key-placeholder',
    ]);
  });

  it('may be meant so in tests, examples and documentation', () => {
    expect(rulesAt({ path: 'src/map.spec.js', isDevelopment: true })).toEqual([]);
    expect(rulesAt({ path: 'README.md' })).toEqual([]);
  });
});

function secretsOf(found: ReturnType<typeof findIn>): string[] {
  return found.flatMap((each) => ('secret' in each ? [each.secret] : []));
}
