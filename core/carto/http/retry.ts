import pRetry from 'p-retry';
import { CartoError, type FailureKind } from '../error.ts';

/** How long and how often is tried. All times in milliseconds. */
export interface Patience {
  /** How often a request is made again at the most. */
  readonly retries: number;
  /** How long is waited at least before the first time; twice as long before each further one, and up to twice that. */
  readonly firstWait: number;
  /** How long one request may take. */
  readonly timeLimit: number;
  /** How long all of them may take together, with the waiting between them. */
  readonly totalLimit: number;
}

export const PATIENCE: Patience = {
  retries: 3,
  firstWait: 500,
  timeLimit: 30_000,
  totalLimit: 60_000,
};

/** What may be gone the next time. */
const PASSES: ReadonlySet<FailureKind> = new Set<FailureKind>([
  'offline',
  'connection-refused',
  'connection-lost',
  'timeout',
  'too-many-requests',
  'server-error',
]);

/**
 * Makes an attempt again while that can help: one that reads after whatever passes, one that writes only after a
 * failure which says that it never arrived. Waits as long as the server asks for, or fails at once where that would be
 * longer than all may take.
 *
 * @param isRead whether making it twice does no more than making it once
 * @param attempt gets the time that it may take, in milliseconds
 * @throws CartoError, that of the last attempt
 */
export async function withRetries<T>(
  attempt: (timeLimit: number) => Promise<T>,
  isRead: boolean,
  { retries, firstWait, timeLimit, totalLimit }: Patience,
  host: string,
  signal?: AbortSignal,
): Promise<T> {
  const end = performance.now() + totalLimit;
  const left = () => end - performance.now();
  try {
    return await pRetry(() => attempt(Math.min(timeLimit, left())), {
      retries,
      minTimeout: firstWait,
      randomize: true,
      ...(signal ? { signal } : {}),
      async shouldRetry({ error, attemptNumber }) {
        if (!(error instanceof CartoError) || !PASSES.has(error.kind)) return false;
        if (!isRead && !error.details.neverArrived) return false;
        const wait = error.details.retryAfter ?? 0;
        // Behind that wait comes the retry's own, so that those who were sent away together come back apart.
        const ownWait = 2 * firstWait * 2 ** (attemptNumber - 1);
        if (wait + ownWait >= left()) return false;
        await pause(wait, signal);
        return true;
      },
    });
  } catch (error) {
    if (signal?.aborted) throw new CartoError('cancelled', { host });
    throw error;
  }
}

/** Ends early, without an error, where the signal says so. */
function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  if (milliseconds === 0 || signal?.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal?.addEventListener('abort', done);
  });
}
