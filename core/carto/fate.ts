import { type FailureKind, isCartoError } from './error.ts';

/** After these CARTO may have done what it was asked for: the request was under way, and no answer says that it was refused. */
const IN_DOUBT: ReadonlySet<FailureKind> = new Set<FailureKind>([
  'connection-lost',
  'timeout',
  'cancelled',
  'server-error',
  'unreadable-answer',
]);

/** Whether a request that writes may have been carried out although it failed: making it again may do a thing twice. */
export function isInDoubt(error: unknown): boolean {
  return isCartoError(error) && IN_DOUBT.has(error.kind) && !error.details.neverArrived;
}
