import { CartoError } from './error.ts';
import type { OAuthGrant } from './oauth.ts';

/** Hands out an account's OAuth access token, renewed in time. */
export interface TokenSupply {
  /**
   * A token that is good for a while yet.
   *
   * @throws CartoError
   */
  current(signal?: AbortSignal): Promise<string>;
  /**
   * Another token than one that an API has refused. @throws CartoError
   */
  insteadOf(refused: string, signal?: AbortSignal): Promise<string>;
}

export interface TokenSupplyOptions {
  /** What there is to begin with. */
  readonly grant?: OAuthGrant | undefined;
  /** Gets another one, and keeps it where it is to be kept; undefined where only the user can. Its errors go to whoever asked. */
  readonly obtain?: ((before: OAuthGrant | undefined) => Promise<OAuthGrant>) | undefined;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** For messages: whose tokens they are. */
  readonly host: string;
}

/** How long before its end a token is renewed, in milliseconds; of one that lives shortly, a tenth of its life. */
const AHEAD = 5 * 60_000;

/** A supply that obtains a token once, however many ask for it at the same time. */
export function tokenSupply({
  grant: initial,
  obtain,
  now,
  host,
}: TokenSupplyOptions): TokenSupply {
  let grant = initial;
  let obtained = now();
  let obtaining: Promise<OAuthGrant> | undefined;

  const isGoodUntil = (time: number) =>
    grant !== undefined && (grant.expiresAt === undefined || grant.expiresAt > time);
  const isFresh = () => {
    const life = grant?.expiresAt === undefined ? AHEAD : grant.expiresAt - obtained;
    return isGoodUntil(now() + Math.min(AHEAD, life / 10));
  };

  /** Once it has begun, not with the signal of whoever asks: others may wait for the same. */
  const renew = (signal: AbortSignal | undefined): Promise<OAuthGrant> => {
    if (signal?.aborted) return Promise.reject(new CartoError('cancelled', { host }));
    // One that is good yet, and was refused all the same, has not expired.
    if (!obtain)
      return Promise.reject(
        new CartoError(isGoodUntil(now()) ? 'signed-out' : 'expired', { host }),
      );
    obtaining ??= obtain(grant)
      .then((next) => {
        grant = next;
        obtained = now();
        return next;
      })
      .finally(() => {
        obtaining = undefined;
      });
    return obtaining;
  };

  return {
    async current(signal) {
      if (grant && isFresh()) return grant.accessToken;
      if (grant && isGoodUntil(now()) && !obtain) return grant.accessToken;
      try {
        return (await unlessAborted(renew(signal), signal, host)).accessToken;
      } catch (error) {
        // It is good for some minutes yet, in which it may well be renewed.
        if (grant && isGoodUntil(now()) && !signal?.aborted) return grant.accessToken;
        throw error;
      }
    },
    async insteadOf(refused, signal) {
      // Another request may have had it renewed meanwhile.
      if (grant && grant.accessToken !== refused && isGoodUntil(now())) return grant.accessToken;
      return (await unlessAborted(renew(signal), signal, host)).accessToken;
    },
  };
}

/** Gives up waiting where the signal says so; what is waited for goes on. */
async function unlessAborted<T>(
  promise: Promise<T>,
  signal: AbortSignal | undefined,
  host: string,
): Promise<T> {
  if (!signal) return promise;
  promise.catch(() => undefined); // nobody may be waiting for it any more
  let abort = () => {};
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(new CartoError('cancelled', { host }));
  });
  signal.addEventListener('abort', abort);
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
