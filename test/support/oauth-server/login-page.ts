import { text } from 'node:stream/consumers';
import type Provider from 'oidc-provider';
import type { InteractionResults } from 'oidc-provider';
import { RESOURCE } from './audience.ts';

/** What the login page does: signs in, refuses, or waits for a person to press one of two buttons. */
export type Behaviour = 'approve' | 'deny' | 'ask';

type Middleware = Parameters<Provider['use']>[0];

const PATH = '/login/';

const PERSON = 'auth0|somebody';

const PAGE = `<!doctype html>
<html lang="en">
  <meta charset="utf-8">
  <title>Sign in</title>
  <h1>Sign in to CARTO</h1>
  <form method="post">
    <button name="answer" value="approve">Sign in</button>
    <button name="answer" value="deny">Deny</button>
  </form>
</html>
`;

/** In Auth0's words. */
const DENIED = {
  error: 'access_denied',
  error_description: 'User did not authorize the request',
};

/** Where the server sends someone who is to sign in. */
export function loginUrl(interaction: { readonly uid: string }): string {
  return PATH + interaction.uid;
}

/** Answers for the login page, as the behaviour is at that moment. */
export function loginPage(provider: Provider, behaviour: () => Behaviour): Middleware {
  return async (ctx, next) => {
    if (!ctx.path.startsWith(PATH)) return next();
    const { params } = await provider.interactionDetails(ctx.req, ctx.res);

    const pressed = ctx.method === 'POST' && new URLSearchParams(await text(ctx.req)).get('answer');
    const answer = pressed || behaviour();
    if (answer === 'ask') {
      ctx.type = 'html';
      ctx.body = PAGE;
      return;
    }

    const result = answer === 'approve' ? await approved(provider, params) : DENIED;
    ctx.status = 303;
    ctx.redirect(await provider.interactionResult(ctx.req, ctx.res, result));
  };
}

/** Login and consent in one, for all that was asked. */
async function approved(
  provider: Provider,
  { client_id, scope }: Readonly<Record<string, unknown>>,
): Promise<InteractionResults> {
  const grant = new provider.Grant({ accountId: PERSON, clientId: String(client_id) });
  if (typeof scope === 'string') {
    grant.addOIDCScope(scope);
    grant.addResourceScope(RESOURCE, scope);
  }
  return { login: { accountId: PERSON }, consent: { grantId: await grant.save() } };
}
