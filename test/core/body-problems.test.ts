import { describe, expect, it } from 'vitest';
import { mendedBody, problemsOfBody } from '../../core/declarations/body-problems.ts';
import { defaults } from '../../core/inspect.ts';

const BODY = {
  name: 'map',
  allowed_apis: ['maps'],
  grants: [{ connection_name: 'carto_dw', source: 'a.b.c' }],
  referers: ['https://example.com/'],
};

const WRITTEN = ['referer-invalid', 'referer-path', 'referer-trailing-slash'] as const;

describe('what the rules say of a body', () => {
  it('is nothing of one that is right', () => {
    expect(problemsOfBody(BODY, defaults())).toEqual([]);
  });

  it('is what they say of its declaration, of all rules or of some', () => {
    const body = { ...BODY, grants: [{ connection_name: '', source: 'table' }] };
    const rules = problemsOfBody(body, defaults()).map(({ rule }) => rule);
    expect(rules.sort()).toEqual(['grant-connection-missing', 'grant-source-invalid']);
    expect(problemsOfBody(body, defaults(), ['grant-source-invalid'])).toHaveLength(1);
  });

  it('knows the account’s connections where it is told them', () => {
    const conditions = { ...defaults(), connections: ['warehouse'] };
    const [problem] = problemsOfBody(BODY, conditions);
    expect(problem?.rule).toBe('grant-connection-missing');
  });
});

describe('a body as it was surely meant', () => {
  it.each([
    ['https://a.com', ['https://a.com/']],
    ['a.com/shop', ['https://a.com/']],
    ['https://a.com,https://b.com', ['https://a.com/', 'https://b.com/']],
    ['nonsense', ['nonsense']],
  ])('referer %s', (referer, meant) => {
    const { referers, ...rest } = mendedBody({ ...BODY, referers: [referer] }, defaults(), WRITTEN);
    expect(referers).toEqual(meant);
    expect(rest).toEqual({ name: 'map', allowed_apis: ['maps'], grants: BODY.grants });
  });

  it('goes by the setting, and mends nothing that was not asked for', () => {
    const body = { ...BODY, referers: ['https://a.com/x', 'http://localhost/'] };
    const forbid = { ...defaults(), trailingSlash: 'forbid' as const };
    expect(mendedBody(body, forbid, WRITTEN).referers).toEqual([
      'https://a.com',
      'http://localhost',
    ]);
    expect(mendedBody(body, defaults(), ['referer-path']).referers).toEqual([
      'https://a.com/',
      'http://localhost/',
    ]);
  });
});
