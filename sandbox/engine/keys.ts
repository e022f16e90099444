import { shown } from '../../core/wording.ts';
import type { Account, ApiKey } from '../account.ts';
import { readJson } from '../body.ts';
import { originOf } from '../oauth/routes.ts';
import { engineRefused, type Outcome, response } from '../outcome.ts';
import type { RequestContext, Room, Route } from '../room.ts';
import { isSameSecret } from '../secrets.ts';
import { parseBasic } from './basic.ts';
import { createKey, newKeyToken } from './create.ts';
import { listKeys } from './list.ts';

/** What stands before `/api`: nothing at the user's own host, the user's path at an organisation's. */
export const ENGINE_BASES = ['', '/u/:username'] as const;

/** CARTO Engine's Auth API. Source: CARTO, "Auth API". */
export const KEY_ROUTES: readonly Route[] = ENGINE_BASES.flatMap((base) => {
  const list = `${base}/api/v3/api_keys`;
  const one = `${list}/:name`;
  const regenerate = `${one}/token/regenerate`;
  return [
    {
      method: 'GET',
      path: list,
      handle: masterOnly((context, { account }) =>
        response(listKeys(account, context.req.query(), originOf(context) + context.req.path)),
      ),
    },
    {
      method: 'POST',
      path: list,
      handle: masterOnly(async (context, room) => {
        const body = await readJson(context);
        return response(
          await room.change(`POST ${list}`, (account) => createKey(account, body, room.now())),
        );
      }),
    },
    {
      method: 'GET',
      path: one,
      handle: masterOnly(({ req }, { account }) =>
        response(withKey(account, req.param('name'), (key) => ({ status: 200, body: key }))),
      ),
    },
    {
      method: 'DELETE',
      path: one,
      handle: masterOnly(async ({ req }, room) => {
        const outcome = await room.change(`DELETE ${one}`, (account) =>
          withKey(account, req.param('name'), (key) => deleteKey(account, key)),
        );
        return response(outcome);
      }),
    },
    {
      method: 'POST',
      path: regenerate,
      handle: masterOnly(async ({ req }, room) => {
        const outcome = await room.change(`POST ${regenerate}`, (account) =>
          withKey(account, req.param('name'), (key) => regenerateKey(account, key, room.now())),
        );
        return response(outcome);
      }),
    },
  ] satisfies Route[];
});

/** A route that only the master key opens, sent with HTTP Basic. */
function masterOnly(handle: Route['handle']): Route['handle'] {
  return (context: RequestContext, room: Room) => {
    const { account } = room;
    const { req } = context;
    const basic = parseBasic(req.header('authorization'));
    const isMaster =
      typeof basic === 'object' &&
      basic.username === account.username &&
      isSameSecret(basic.key, account.masterKey);
    if (!isMaster) {
      const reason = 'The user name or the key is wrong. Send the master key with HTTP Basic.';
      return response(engineRefused(401, [reason]), { 'www-authenticate': 'Basic realm="CARTO"' });
    }
    const username = req.param('username');
    if (username !== undefined && username !== account.username) {
      const reason = `There is no user "${shown(username)}". Check the address.`;
      return response(engineRefused(404, [reason]));
    }
    return handle(context, room);
  };
}

function withKey(
  { keys }: Account,
  name: string | undefined,
  then: (key: ApiKey) => Outcome,
): Outcome {
  const key = keys.find((each) => each.name === name);
  const remedy = 'GET /api/v3/api_keys lists those there are.';
  return key
    ? then(key)
    : engineRefused(404, [`There is no API key "${shown(name ?? '')}". ${remedy}`]);
}

function deleteKey(account: Account, key: ApiKey): Outcome {
  if (key.type !== 'regular') {
    return engineRefused(403, [`"${key.name}" cannot be deleted: every user has it.`]);
  }
  return {
    status: 204,
    next: { ...account, keys: account.keys.filter((each) => each !== key) },
  };
}

/** That the master key can be regenerated through the API is not documented. */
function regenerateKey(account: Account, key: ApiKey, now: Date): Outcome {
  if (key.type !== 'regular') {
    return engineRefused(403, [`"${key.name}" cannot be regenerated: only regular keys can.`]);
  }
  const renewed = { ...key, token: newKeyToken(), updated_at: now.toISOString() };
  return {
    status: 200,
    body: renewed,
    next: { ...account, keys: account.keys.map((each) => (each === key ? renewed : each)) },
  };
}
