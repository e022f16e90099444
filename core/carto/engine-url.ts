import { type BaseUrl, parseBaseUrl } from './base-url.ts';

/** A user or organisation of CARTO Engine, as it stands in host names. */
const NAME = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i;

/** Whether a text can be the name of a user or organisation of CARTO Engine's cloud. */
export function isEngineName(text: string): boolean {
  return NAME.test(text);
}

/**
 * The base of a user's addresses at CARTO Engine: the user's own host, or a path of the organisation's.
 * Source: CARTO, "Auth API". On premises the same under its own domain, which is typed: {@link parseBaseUrl}.
 */
export function engineCloudUrl(username: string, organization?: string): string {
  return organization
    ? `https://${organization}.carto.com/u/${username}`
    : `https://${username}.carto.com`;
}

/** An on-premises address as a person types it or copies it from a call: with or without the API's path. */
export function parseEngineUrl(typed: string): BaseUrl {
  const base = parseBaseUrl(typed);
  return base.kind === 'url'
    ? { kind: 'url', url: base.url.replace(/\/api(?:\/v\d+(?:\/[\s\S]*|$)|$)/, '') }
    : base;
}
