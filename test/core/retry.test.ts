import { getEventListeners } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CartoError, FAILURE_KINDS, type FailureKind } from '../../core/carto/error.ts';
import { PATIENCE, withRetries } from '../../core/carto/http/retry.ts';
import { rejection } from '../support/rejection.ts';

const HOST = 'api.carto.example';

/** What a read is made again after. */
const PASSING = [
  'offline',
  'connection-refused',
  'connection-lost',
  'timeout',
  'too-many-requests',
  'server-error',
] as const satisfies readonly FailureKind[];

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
  vi.restoreAllMocks();
});

function failure(kind: FailureKind, details = {}): CartoError {
  return new CartoError(kind, { host: HOST, ...details });
}

interface Trial {
  readonly outcome: unknown;
  /** When each attempt began, in milliseconds from the first. */
  readonly times: readonly number[];
  /** How long each was allowed to take. */
  readonly limits: readonly number[];
  /** How long all took. */
  readonly took: number;
}

/** Has attempts fail as is said, one after another; one more succeeds. */
async function tried(
  failures: readonly unknown[],
  {
    isRead = true,
    takes = 0,
    signal,
  }: { isRead?: boolean; takes?: number; signal?: AbortSignal } = {},
): Promise<Trial> {
  const begun = performance.now();
  const times: number[] = [];
  const limits: number[] = [];
  const attempt = async (limit: number) => {
    times.push(performance.now() - begun);
    limits.push(limit);
    if (takes > 0) await new Promise((resolve) => setTimeout(resolve, Math.min(takes, limit)));
    const thrown = failures[times.length - 1];
    if (thrown !== undefined) throw thrown;
    return 'done';
  };
  const outcome = withRetries(attempt, isRead, PATIENCE, HOST, signal).catch((error) => error);
  await vi.runAllTimersAsync();
  return { outcome: await outcome, times, limits, took: performance.now() - begun };
}

describe('a read', () => {
  it('that succeeds is made once', async () => {
    expect(await tried([])).toMatchObject({ outcome: 'done', times: [0], limits: [30_000] });
  });

  it.each(FAILURE_KINDS)('after %s is made again only if that may pass', async (kind) => {
    const { outcome, times } = await tried([failure(kind)]);
    const passes = PASSING.some((each) => each === kind);
    expect(times).toHaveLength(passes ? 2 : 1);
    expect(outcome).toEqual(passes ? 'done' : failure(kind));
  });

  it('is made four times at the most, and the last failure counts', async () => {
    const failures = [502, 503, 504, 500, 502].map((status) => failure('server-error', { status }));
    const { outcome, times } = await tried(failures);
    expect(times).toHaveLength(4);
    expect(outcome).toBe(failures[3]);
  });

  it.each([
    [0, [0, 500, 1500, 3500]],
    [0.5, [0, 750, 2250, 5250]],
    [1 - Number.EPSILON, [0, 1000, 3000, 7000]],
  ])('waits longer each time, and not as long as the next (random %d)', async (random, times) => {
    vi.spyOn(Math, 'random').mockReturnValue(random);
    expect(await tried(PASSING.slice(0, 3).map((kind) => failure(kind)))).toMatchObject({ times });
  });

  it.each(['too-many-requests', 'server-error'] as const)(
    'waits as long as the server asks for, and some time of its own (%s)',
    async (kind) => {
      vi.spyOn(Math, 'random').mockReturnValue(0);
      const { times } = await tried([failure(kind, { retryAfter: 20_000 }), failure(kind)]);
      expect(times).toEqual([0, 20_500, 21_500]);
    },
  );

  it.each([59_000, 60_000, 3_600_000, Number.MAX_SAFE_INTEGER])(
    'fails at once where the server asks for more than there is: %d ms',
    async (retryAfter) => {
      const error = failure('too-many-requests', { retryAfter });
      expect(await tried([error])).toMatchObject({ outcome: error, times: [0], took: 0 });
    },
  );

  it('takes a minute at the most, however often the server asks for time', async () => {
    const error = failure('too-many-requests', { retryAfter: 25_000 });
    const { times, took } = await tried([error, error, error, error]);
    expect(times).toHaveLength(3);
    expect(took).toBeLessThanOrEqual(60_000);
  });

  it('takes a minute at the most, however long each attempt takes', async () => {
    const error = failure('timeout');
    const { limits, took, outcome } = await tried([error, error, error, error], { takes: 99_999 });
    expect(outcome).toBe(error);
    expect(limits[0]).toBe(30_000);
    expect(limits[1]).toBeLessThan(30_000);
    expect(took).toBeLessThanOrEqual(60_000);
  });

  it('is not made again after a mistake of ours', async () => {
    for (const mistake of [new TypeError('a mistake'), new Error('fetch failed')]) {
      expect(await tried([mistake])).toMatchObject({ outcome: mistake, times: [0] });
    }
  });
});

describe('a write', () => {
  it.each(FAILURE_KINDS)('after %s is not made again if it may have arrived', async (kind) => {
    const error = failure(kind, { retryAfter: 10 });
    expect(await tried([error], { isRead: false })).toMatchObject({ outcome: error, times: [0] });
  });

  it.each(['offline', 'connection-refused', 'connection-lost', 'timeout'] as const)(
    'after %s is made again if it surely never arrived',
    async (kind) => {
      const error = failure(kind, { neverArrived: true });
      const { outcome, times } = await tried([error, failure(kind)], { isRead: false });
      expect(times).toHaveLength(2);
      expect(outcome).toEqual(failure(kind));
    },
  );
});

describe('a signal', () => {
  it('before all lets nothing be tried', async () => {
    const { outcome, times } = await tried([], { signal: AbortSignal.abort('a reason') });
    expect(times).toEqual([]);
    expect(outcome).toMatchObject({ kind: 'cancelled', details: { host: HOST } });
  });

  it.each([
    ['the server’s wait', 5000, failure('server-error', { retryAfter: 20_000 })],
    ['our own wait', 200, failure('server-error')],
  ])('ends %s at once', async (_, after, error) => {
    const controller = new AbortController();
    const { signal } = controller;
    let ended = 0;
    const attempt = vi.fn(async () => {
      throw error;
    });
    const outcome = rejection(withRetries(attempt, true, PATIENCE, HOST, signal)).finally(() => {
      ended = performance.now();
    });
    const begun = performance.now();
    await vi.advanceTimersByTimeAsync(after);
    controller.abort();
    expect(await outcome).toMatchObject({ kind: 'cancelled' });
    expect(ended - begun).toBe(after);
    expect(attempt).toHaveBeenCalledOnce();
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('during an attempt that fails otherwise is what counts', async () => {
    const controller = new AbortController();
    const attempt = async () => {
      controller.abort();
      throw failure('server-error');
    };
    const outcome = rejection(withRetries(attempt, true, PATIENCE, HOST, controller.signal));
    expect(await outcome).toMatchObject({ kind: 'cancelled' });
  });

  it('keeps no listeners when all is done', async () => {
    const { signal } = new AbortController();
    const error = failure('server-error', { retryAfter: 1000 });
    expect(await tried([error, error], { signal })).toMatchObject({ outcome: 'done' });
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });
});
