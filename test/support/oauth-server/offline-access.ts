import type Provider from 'oidc-provider';

type Middleware = Parameters<Provider['use']>[0];

/**
 * Has `offline_access` mean a refresh token, as with Auth0. OpenID Connect also wants `prompt=consent` for that, and
 * what stands for a person here always consents.
 */
export const offlineAccess: Middleware = (ctx, next) => {
  const { prompt = '' } = ctx.query;
  if (ctx.path === '/authorize' && prompt !== 'none') {
    ctx.query = { ...ctx.query, prompt: `${prompt} consent`.trim() };
  }
  return next();
};
