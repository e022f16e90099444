import { describe, expect, it } from 'vitest';
import { freeName } from '../../core/carto/free-name.ts';
import { haveSameLimits, limitsOf } from '../../core/carto/token-limits.ts';

const GRANT = { connection_name: 'carto_dw', source: 'shop.retail.stores' };
const OTHER = { connection_name: 'carto_dw', source: '*' };
const LIMITS = { allowed_apis: ['maps', 'sql'], grants: [GRANT], referers: ['https://a.example/'] };

describe('what restricts a token', () => {
  it('is what the request for another one needs, and nothing else', () => {
    const token = { token: 'x', name: 'map', id: 7, ...LIMITS, grants: [{ ...GRANT, id: 1 }] };
    expect(limitsOf(token)).toEqual(LIMITS);
  });

  it.each(['allowed_apis', 'grants', 'referers'])('is not known without its %s', (missing) => {
    expect(limitsOf({ token: 'x', ...LIMITS, [missing]: null })).toBeUndefined();
  });

  it('is the same in another order, and not with one more or less', () => {
    const turned = { ...LIMITS, allowed_apis: ['sql', 'maps'], grants: [GRANT, GRANT] };
    expect(haveSameLimits(LIMITS, turned)).toBe(true);
    expect(haveSameLimits(LIMITS, { ...LIMITS, grants: [GRANT, OTHER] })).toBe(false);
    expect(haveSameLimits(LIMITS, { ...LIMITS, grants: [OTHER] })).toBe(false);
    expect(haveSameLimits(LIMITS, { ...LIMITS, referers: [] })).toBe(false);
    expect(haveSameLimits(LIMITS, { ...LIMITS, allowed_apis: ['maps'] })).toBe(false);
  });
});

describe('a name that is free', () => {
  it.each([
    ['map', [], 'map (2)'],
    ['map', ['map', 'map (2)', 'map (3)'], 'map (4)'],
    ['map (2)', ['map (2)'], 'map (3)'],
    ['map(2)', [], 'map(2) (2)'],
    ['', [], ' (2)'],
  ])('like "%s" beside %j is "%s"', (name, taken, expected) => {
    expect(freeName(name, taken)).toBe(expected);
  });
});
