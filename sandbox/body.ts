import { HTTPException } from 'hono/http-exception';
import { asRecord } from '../core/json/record.ts';
import { refusal } from './refusal.ts';
import type { RequestContext } from './room.ts';

/** No request of CARTO's APIs comes near it; in bytes. */
export const MOST_BYTES = 1024 * 1024;

/** A body of JSON. @throws HTTPException 400 where it is none, 413 where it is too large */
export async function readJson(context: RequestContext): Promise<unknown> {
  const text = await readText(context);
  try {
    return JSON.parse(text);
  } catch {
    throw refusing(context, 400, 'The body is not JSON. Send one JSON value, in UTF-8.');
  }
}

/**
 * The fields of a body, sent as JSON or as a form; none where there is no body.
 * @throws HTTPException 400 where it is neither, 413 where it is too large
 */
export async function readFields(context: RequestContext): Promise<Record<string, unknown>> {
  const text = await readText(context);
  if (text.trim() === '') return {};
  const isForm = /^application\/x-www-form-urlencoded\b/i.test(
    context.req.header('content-type') ?? '',
  );
  if (isForm) return Object.fromEntries(new URLSearchParams(text));
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // Said below.
  }
  const fields = asRecord(value);
  if (fields) return fields;
  const remedy = 'Send a JSON object, or a form with its content type.';
  throw refusing(context, 400, `The body is neither a JSON object nor a form. ${remedy}`);
}

async function readText(context: RequestContext): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of context.req.raw.body ?? []) {
    size += chunk.length;
    if (size > MOST_BYTES) {
      throw refusing(context, 413, `The body is too large. Send at most ${MOST_BYTES} bytes.`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function refusing(context: RequestContext, status: 400 | 413, reason: string): HTTPException {
  return new HTTPException(status, { res: refusal(context.req.path, status, reason) });
}
