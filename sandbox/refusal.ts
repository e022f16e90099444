/** How each family of APIs says an error, by the path of its requests; the last is for all others. */
const SHAPES: readonly (readonly [RegExp, (reason: string) => object])[] = [
  [/^\/oauth\//, (reason) => ({ error: 'invalid_request', error_description: reason })],
  [/^(?:\/u\/[^/]*)?\/api\/v2\//, (reason) => ({ error: [reason] })],
  [/^(?:\/u\/[^/]*)?\/api\//, (reason) => ({ errors: [reason] })],
  [/^/, (reason) => ({ error: reason })],
];

/** A refusal for reasons that every API has: no such route, a body that cannot be read. */
export function refusal(
  path: string,
  status: number,
  reason: string,
  headers: Record<string, string> = {},
): Response {
  const shape = SHAPES.find(([pattern]) => pattern.test(path))?.[1];
  return Response.json(shape?.(reason), { status, headers });
}
