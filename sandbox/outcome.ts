import type { Account } from './account.ts';

/** What a request comes to: the answer, and the account as it is afterwards where that has changed. */
export interface Outcome {
  readonly status: number;
  /** Sent as JSON; undefined where the answer has none. */
  readonly body?: unknown;
  readonly next?: Account;
}

/** How CARTO 3's APIs refuse: one reason. */
export function refused(status: number, error: string): Outcome {
  return { status, body: { error } };
}

/** How the Tokens API refuses a body: all that is wrong with it, the first twice. */
export function invalid(errors: readonly string[]): Outcome {
  return { status: 422, body: { error: errors[0] ?? 'The body is not valid.', errors } };
}

/** How CARTO Engine's Auth API refuses. */
export function engineRefused(status: number, errors: readonly string[]): Outcome {
  return { status, body: { errors } };
}

/** How CARTO Engine's SQL API refuses. */
export function sqlRefused(status: number, error: string): Outcome {
  return { status, body: { error: [error] } };
}

/** @param headers beside the content type */
export function response(
  { status, body }: Outcome,
  headers: Record<string, string> = {},
): Response {
  return body === undefined
    ? new Response(null, { status, headers })
    : Response.json(body, { status, headers });
}
