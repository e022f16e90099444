import { CartoError } from './error.ts';
import type { Http, HttpRequest } from './http/http.ts';
import type { Schema } from './http/read-answer.ts';

/** A request to an API, relative to its base address. */
export interface ApiRequest extends Omit<HttpRequest, 'url' | 'headers'> {
  /** Behind the base address, beginning with a slash; or a whole address of the same API. */
  readonly path: string;
}

/** One of CARTO's APIs as an account may use it. */
export interface Api {
  /** Without a slash at its end. */
  readonly baseUrl: string;
  /** @throws CartoError */
  send<T>(request: ApiRequest, schema: Schema<T>): Promise<T>;
  /** Where the answer has nothing to say. @throws CartoError */
  sendOnly(request: ApiRequest): Promise<void>;
}

/** What goes into a request so that the API knows who asks. */
export interface Authorization {
  readonly header: string;
  /** What of it must not be repeated. */
  readonly secrets: readonly string[];
}

/**
 * An API whose requests all carry an authorization.
 *
 * @param authorize asked before each request; the signal is that request's
 * @param renew asked once where the API answers that it does not accept one (401): another, or undefined where there is
 *   none
 */
export function authorizedApi(
  http: Http,
  baseUrl: string,
  authorize: (signal?: AbortSignal) => Promise<Authorization>,
  renew?: (refused: Authorization, signal?: AbortSignal) => Promise<Authorization>,
): Api {
  const sending = async <T>(
    { path, secrets = [], ...rest }: ApiRequest,
    send: (request: HttpRequest) => Promise<T>,
  ): Promise<T> => {
    const url = path.startsWith('/') ? baseUrl + path : path;
    const sendAs = ({ header, secrets: own }: Authorization) =>
      send({
        ...rest,
        url,
        headers: { authorization: header },
        secrets: [...secrets, ...own],
      });
    const authorization = await authorize(rest.signal);
    try {
      return await sendAs(authorization);
    } catch (error) {
      if (!renew || !isUnauthorized(error)) throw error;
      return sendAs(await renew(authorization, rest.signal));
    }
  };
  return {
    baseUrl,
    send: (request, schema) => sending(request, (sent) => http.send(sent, schema)),
    sendOnly: (request) => sending(request, http.sendOnly),
  };
}

function isUnauthorized(error: unknown): boolean {
  return error instanceof CartoError && error.details.status === 401;
}
