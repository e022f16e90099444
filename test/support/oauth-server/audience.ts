import { type Configuration, errors, type KoaContextWithOIDC } from 'oidc-provider';

/** What CARTO's tokens are for. Auth0 is told with a parameter of its own, `audience`. */
const AUDIENCE = 'carto-cloud-native-api';
/** The same as a resource of RFC 8707, which is what the server knows. Those are absolute URIs. */
export const RESOURCE = `urn:${AUDIENCE}`;

/** What may be asked for. Any of it may be left out; without `offline_access` there is no refresh token. */
export const SCOPES = ['openid', 'profile', 'email', 'offline_access'];

type ResourceIndicators = NonNullable<NonNullable<Configuration['features']>['resourceIndicators']>;

/** Takes Auth0's `audience` for a resource, refuses to go without it, and puts it into each token. */
export const resourceIndicators: ResourceIndicators = {
  enabled: true,
  defaultResource(ctx) {
    if (audienceOf(ctx) !== AUDIENCE) {
      throw new errors.InvalidTarget(`the audience must be ${AUDIENCE}`);
    }
    return RESOURCE;
  },
  getResourceServerInfo(_, resource) {
    if (resource !== RESOURCE) throw new errors.InvalidTarget('the audience is not a resource');
    return {
      scope: SCOPES.join(' '),
      audience: AUDIENCE,
      accessTokenFormat: 'jwt',
      jwt: { sign: { alg: 'RS256' } },
    };
  },
  // The audience is said once, when the code is asked for, and not again with the code or a refresh token.
  useGrantedResource: () => true,
};

/** The token endpoint keeps what it does not know in the body. */
function audienceOf({ oidc: { params, body } }: KoaContextWithOIDC): unknown {
  return params?.['audience'] ?? body?.['audience'];
}
