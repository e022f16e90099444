import { createPublicKey } from 'node:crypto';
import { readFields } from '../body.ts';
import { response } from '../outcome.ts';
import type { RequestContext, Route } from '../room.ts';
import { userOnly } from '../user-only.ts';
import { issueToken } from './issue.ts';

/** Signing in, and the way from a token to its region. Source: CARTO, "Authorization"; CARTO's own clients. */
export const OAUTH_ROUTES: readonly Route[] = [
  {
    method: 'POST',
    path: '/oauth/token',
    async handle(context, room) {
      const fields = await readFields(context);
      const outcome = await room.change('POST /oauth/token', (account) =>
        issueToken(account, fields, originOf(context), room.now()),
      );
      return response(outcome, { 'cache-control': 'no-store' });
    },
  },
  {
    method: 'GET',
    path: '/.well-known/jwks.json',
    handle(_, { account }) {
      const { id, pem } = account.oauthKey;
      const key = createPublicKey(pem).export({ format: 'jwk' });
      return Response.json({ keys: [{ ...key, kid: id, use: 'sig', alg: 'RS256' }] });
    },
  },
  {
    method: 'GET',
    path: '/accounts',
    handle: userOnly((context) => Response.json({ tenant_domain: new URL(context.req.url).host })),
  },
  {
    method: 'GET',
    path: '/config.yaml',
    handle(context) {
      return new Response(`apis:\n  baseUrl: ${originOf(context)}\n`, {
        headers: { 'content-type': 'application/yaml; charset=utf-8' },
      });
    },
  },
];

/** Under which origin the sandbox was asked; links lead there again. */
export function originOf({ req }: RequestContext): string {
  return new URL(req.url).origin;
}
