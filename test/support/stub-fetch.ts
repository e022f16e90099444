/** An answer as a server would give it. */
export interface StubAnswer {
  /** 200 if it is not said. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** A string or bytes as they are, everything else as JSON. */
  readonly body?: unknown;
}

/** Never answers. */
export const HANGS = 'hangs';
/** Begins an answer, and never ends it. */
export const STALLS = 'stalls';

/** What a request meets; an error is what `fetch` throws. */
export type StubStep = StubAnswer | Error | typeof HANGS | typeof STALLS;

/** A request as it was sent. */
export interface StubSent {
  readonly method: string | undefined;
  readonly url: string;
  readonly headers: Headers;
  readonly body: unknown;
  readonly init: RequestInit;
}

export interface StubFetch {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  readonly sent: readonly StubSent[];
}

/**
 * A `fetch` without a network: each request meets the next step, and the last one again and again. A signal ends it as
 * it ends a real one.
 */
export function stubFetch(...steps: readonly StubStep[]): StubFetch {
  const sent: StubSent[] = [];
  return {
    sent,
    async fetch(url, init) {
      const { method, headers, body = undefined, signal } = init;
      sent.push({ method, url, headers: new Headers(headers), body, init });
      signal?.throwIfAborted();
      const step = steps[Math.min(sent.length, steps.length) - 1];
      if (step === undefined) throw new Error('No answer was prepared.');
      if (step instanceof Error) throw step;
      if (step === HANGS) return aborted(signal);
      if (step === STALLS) return new Response(stalled(signal));
      return answered(step);
    },
  };
}

function answered({ status = 200, headers, body = '' }: StubAnswer): Response {
  const isRaw = typeof body === 'string' || body instanceof Uint8Array;
  const text = isRaw ? body : JSON.stringify(body);
  return new Response(status === 204 ? null : text, {
    status,
    headers: { ...(isRaw ? {} : { 'content-type': 'application/json' }), ...headers },
  });
}

function aborted(signal: AbortSignal | null | undefined): Promise<never> {
  return new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

function stalled(signal: AbortSignal | null | undefined): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode('{"half":'));
      aborted(signal).catch((reason) => controller.error(reason));
    },
  });
}

/** What Node.js's `fetch` throws where something beneath it failed. */
export function fetchFailed(code: string, more: object = {}): TypeError {
  return new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }, more) });
}
