import { CartoError } from '../../core/carto/error.ts';
import { createHttp, type Http } from '../../core/carto/http/http.ts';
import { phrase } from '../../core/phrase.ts';

/**
 * Asks CARTO whether something works, not for what it answers: of an answer that gives data nothing is read, however much it
 * is. Each request is made once, so that what is in the way is seen as it is.
 */
export function createAsking(): Http {
  // VS Code's own, looked up each time: it knows the user's proxy and certificates, and sends a Referer that it is given.
  return createHttp(async (url, init) => headOf(url, await globalThis.fetch(url, init)), {
    patience: { retries: 0 },
  });
}

async function headOf(url: string, response: Response): Promise<Response> {
  if (!response.ok) return response;
  const { status, headers } = response;
  await response.body?.cancel();
  if (!/\bjson\b/i.test(headers.get('content-type') ?? '')) {
    throw new CartoError('unreadable-answer', {
      host: new URL(url).host,
      status,
      fault: phrase('it is not JSON'),
    });
  }
  return new Response(null, { status, headers });
}
