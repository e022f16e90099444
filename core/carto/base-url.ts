import { type Phrase, phrase } from '../phrase.ts';

/** An address as the base of an API's, or what is wrong with it, as a sentence without its full stop. */
export type BaseUrl =
  | { readonly kind: 'url' /** Without a slash at its end. */; readonly url: string }
  | { readonly kind: 'invalid'; readonly says: Phrase };

/** What never leaves this machine. Not `*.localhost`, which some systems ask a name server for. */
const THIS_MACHINE = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/;

/**
 * Reads the base of an API's address as a person types it. Credentials are sent there, so it must be HTTPS; on this very
 * machine, where nobody listens, plain HTTP will do. A scheme that is left out is HTTPS; there, HTTP.
 */
export function parseBaseUrl(typed: string): BaseUrl {
  const text = typed.trim();
  if (text === '') return invalid(phrase('it is empty'));
  const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : withScheme(text);
  if (/\s/.test(whole) || !URL.canParse(whole)) return invalid(phrase('it is not a URL'));
  const { protocol, hostname, origin, pathname, username, password, search, hash } = new URL(whole);
  if (protocol !== 'https:' && protocol !== 'http:') {
    return invalid(phrase('it begins with another scheme than https://'));
  }
  if (username || password) return invalid(phrase('it holds a user name or password'));
  if (search || hash) return invalid(phrase('it holds a query or fragment'));
  if (protocol === 'http:' && !THIS_MACHINE.test(hostname)) {
    return invalid(
      phrase('it is not encrypted; credentials go there, so it must begin with https://'),
    );
  }
  if (!hostname.includes('.') && !THIS_MACHINE.test(hostname) && !hostname.startsWith('[')) {
    return invalid(phrase('its host name is not a full one, such as gcp-us-east1.api.carto.com'));
  }
  return { kind: 'url', url: origin + pathname.replace(/(?<!\/)\/+$/, '') };
}

function withScheme(text: string): string {
  const [host = ''] = /^(?:\[[^\]]*\]|[^:/?#]*)/.exec(text) ?? [];
  return `${THIS_MACHINE.test(host.toLowerCase()) ? 'http' : 'https'}://${text}`;
}

function invalid(says: Phrase): BaseUrl {
  return { kind: 'invalid', says };
}
