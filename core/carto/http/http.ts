import type { CartoError } from '../error.ts';
import { type Answer, attempt } from './attempt.ts';
import type { Fetch } from './fetch.ts';
import { readAnswer, type Schema } from './read-answer.ts';
import { PATIENCE, type Patience, withRetries } from './retry.ts';
import { statusFailure } from './status-failure.ts';

/** A request to one of CARTO's APIs. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** What is sent in it, wherever, that no message may repeat. */
  readonly secrets?: readonly string[];
  readonly signal?: AbortSignal | undefined;
  /** Told how long an answer was that came whole, in characters. */
  readonly onRead?: ((length: number) => void) | undefined;
}

/** What the clients of CARTO's APIs send their requests with. */
export interface Http {
  /** The host's own `fetch`, for libraries that want one. */
  readonly fetch: Fetch;
  readonly patience: Patience;
  /** Milliseconds since 1970. */
  now(): number;
  /**
   * Sends a request, again where that is safe and can help, and reads its answer as what was promised.
   *
   * @param parse where the answer is not JSON
   * @throws CartoError
   */
  send<T>(request: HttpRequest, schema: Schema<T>, parse?: (text: string) => unknown): Promise<T>;
  /** The same where the answer has nothing to say. @throws CartoError */
  sendOnly(request: HttpRequest): Promise<void>;
}

export interface HttpOptions {
  readonly patience?: Partial<Patience>;
  readonly now?: () => number;
}

/** @param fetch the host's own */
export function createHttp(fetch: Fetch, { patience, now = Date.now }: HttpOptions = {}): Http {
  const bearing = { ...PATIENCE, ...patience };

  const answered = (request: HttpRequest): Promise<Answer> => {
    const { method, url, secrets = [], signal } = request;
    const once = async (timeLimit: number) => {
      const answer = await attempt(fetch, url, initOf(request), timeLimit, signal);
      const failure: CartoError | undefined = statusFailure(answer, secrets, now());
      if (failure) throw failure;
      request.onRead?.(answer.text.length);
      return answer;
    };
    return withRetries(once, method === 'GET', bearing, new URL(url).host, signal);
  };

  return {
    fetch,
    patience: bearing,
    now,
    async send(request, schema, parse) {
      return readAnswer(await answered(request), schema, parse);
    },
    async sendOnly(request) {
      await answered(request);
    },
  };
}

function initOf({ method, headers, body }: HttpRequest): RequestInit {
  return {
    method,
    headers: {
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  };
}
