import { describe, expect, it } from 'vitest';
import { CartoError, FAILURE_KINDS } from '../../core/carto/error.ts';
import { isInDoubt } from '../../core/carto/fate.ts';

const host = 'carto.example.com';

describe('whether a request that failed may have been carried out', () => {
  it('it may where the answer was lost, and not where there is one that refuses', () => {
    const inDoubt = FAILURE_KINDS.filter((kind) => isInDoubt(new CartoError(kind, { host })));
    expect(inDoubt).toEqual([
      'connection-lost',
      'timeout',
      'cancelled',
      'server-error',
      'unreadable-answer',
    ]);
  });

  it('it has not where it surely never arrived, or was never made', () => {
    expect(isInDoubt(new CartoError('connection-lost', { host, neverArrived: true }))).toBe(false);
    expect(isInDoubt(new Error('a bug'))).toBe(false);
  });
});
