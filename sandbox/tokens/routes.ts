import type { Account, Token } from '../account.ts';
import { readJson } from '../body.ts';
import { type Outcome, refused, response } from '../outcome.ts';
import type { Route } from '../room.ts';
import { userOnly } from '../user-only.ts';
import { createToken } from './create.ts';
import { updateToken } from './update.ts';

const LIST = '/v3/tokens';
const ONE = '/v3/tokens/:token';

/** The Tokens API, and the connections that grants name. Source: CARTO, "Tokens API". */
export const TOKEN_ROUTES: readonly Route[] = [
  {
    method: 'GET',
    path: LIST,
    handle: userOnly((_, { account }) => Response.json(account.tokens)),
  },
  {
    method: 'POST',
    path: LIST,
    handle: userOnly(async (context, room) => {
      const body = await readJson(context);
      return response(
        await room.change(`POST ${LIST}`, (account) => createToken(account, body, room.now())),
      );
    }),
  },
  {
    method: 'GET',
    path: ONE,
    handle: userOnly(({ req }, { account }) =>
      response(withToken(account, req.param('token'), (token) => ({ status: 200, body: token }))),
    ),
  },
  {
    method: 'PATCH',
    path: ONE,
    handle: userOnly(async (context, room) => {
      const body = await readJson(context);
      const outcome = await room.change(`PATCH ${ONE}`, (account) =>
        withToken(account, context.req.param('token'), (token) =>
          updateToken(account, token, body),
        ),
      );
      return response(outcome);
    }),
  },
  {
    method: 'DELETE',
    path: ONE,
    handle: userOnly(async ({ req }, room) => {
      const outcome = await room.change(`DELETE ${ONE}`, (account) =>
        withToken(account, req.param('token'), (gone) => ({
          status: 204,
          next: { ...account, tokens: account.tokens.filter((token) => token !== gone) },
        })),
      );
      return response(outcome);
    }),
  },
  {
    method: 'GET',
    path: '/v3/connections',
    handle: userOnly((_, { account }) => Response.json(account.connections)),
  },
];

function withToken(
  { tokens }: Account,
  text: string | undefined,
  then: (token: Token) => Outcome,
): Outcome {
  const token = tokens.find((each) => each.token === text);
  // The address holds the token, so the answer says no more of it.
  return token
    ? then(token)
    : refused(
        404,
        'There is no such token: it was deleted, or is another account’s. GET /v3/tokens lists them.',
      );
}
