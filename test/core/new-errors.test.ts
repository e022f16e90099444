import { describe, expect, it } from 'vitest';
import { newErrors } from '../../core/new-errors.ts';

const NOW = new Date('2026-01-01');
const text = (body: object) => JSON.stringify({ name: 'map', allowed_apis: ['lds'], ...body });
const rules = (before: object, after: object) =>
  newErrors(text(before), text(after), NOW).map(({ rule }) => rule);

describe('why a declaration cannot take the place of another', () => {
  it('is an error that it has', () => {
    expect(rules({}, { allowed_apis: ['maps'] })).toEqual(['grant-required']);
    expect(newErrors(text({}), '{', NOW).map(({ rule }) => rule)).toContain('declaration-syntax');
  });

  it('is no error that the one before had', () => {
    const expired = { expiration_date: '2020-01-01T00:00:00Z' };
    expect(rules({}, expired)).toEqual(['expiration-past']);
    expect(rules(expired, { ...expired, name: 'other' })).toEqual([]);
  });

  it('is nothing that is only unwise', () => {
    const grants = [{ connection_name: 'carto_dw', source: '*' }];
    expect(rules({}, { allowed_apis: ['sql'], grants })).toEqual([]);
  });
});
