import { describe, expect, it } from 'vitest';
import { APIS } from '../../core/carto/apis.ts';
import { TOKEN } from '../../core/declarations/shape.ts';
import { isSameWord, nearMiss } from '../../core/near-miss.ts';

const PROPERTIES = TOKEN.order;

describe('a near miss', () => {
  it.each([
    ['import', APIS, 'imports'],
    ['Maps', APIS, 'maps'],
    ['map', APIS, 'maps'],
    ['sqll', APIS, 'sql'],
    ['LDS', APIS, 'lds'],
    [' s-q_l. ', APIS, 'sql'],
    ['nmae', PROPERTIES, undefined],
    ['nam', PROPERTIES, 'name'],
    ['referrers', PROPERTIES, 'referers'],
    ['allowedApis', PROPERTIES, 'allowed_apis'],
    ['apis', PROPERTIES, 'allowed_apis'],
    ['expiration', PROPERTIES, 'expiration_date'],
    ['expires', PROPERTIES, undefined],
    ['schema', PROPERTIES, '$schema'],
    ['connectionName', ['connection_name', 'source'], 'connection_name'],
    ['connection', ['connection_name', 'source'], 'connection_name'],
    ['connection', ['connection_to_one', 'connection_to_all'], undefined],
    ['geocoding', APIS, undefined],
    ['', APIS, undefined],
    [' _-. ', APIS, undefined],
    ['a', ['b'], 'b'],
    ['maps', [], undefined],
    ['__proto__', PROPERTIES, undefined],
    ['constructor', PROPERTIES, undefined],
    ['toString', PROPERTIES, undefined],
    ['m'.repeat(1_000_000), APIS, undefined],
  ])('%s', (word, candidates, meant) => {
    expect(nearMiss(word, candidates)).toBe(meant);
  });

  it.each([
    ['allowed_apis', 'Allowed-APIs', true],
    ['allowed_apis', 'allowed apis', true],
    ['maps', 'map', false],
    ['a.b', 'ab', true],
    ['', '_', true],
  ])('%j and %j are the same word: %s', (a, b, same) => {
    expect(isSameWord(a, b)).toBe(same);
  });
});
