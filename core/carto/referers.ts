/** An entry of `referers`, read. */
export type Referer =
  | {
      readonly kind: 'url';
      /** Scheme, host and port as they are written. */
      readonly origin: string;
      readonly scheme: 'http' | 'https';
      /** The host alone as browsers write it: in lower case and ASCII, an IPv6 address short and in its brackets. */
      readonly host: string;
      /** What follows the origin: nothing, a slash, or a path. Without the wildcard. */
      readonly path: string;
      /** Whether a `*` ends it, so that it stands for all that begins so. */
      readonly isWildcard: boolean;
    }
  | {
      readonly kind: 'invalid';
      /** What is wrong with it, as a sentence without its full stop. Never holds the credentials of a URL. */
      readonly says: string;
      /** What was surely meant: one entry, or several where they stand in one string. */
      readonly meant?: readonly string[];
    };

/** `https://user:password@host:port/path`, of which everything but scheme and host may be missing. */
const URL_PARTS =
  /^(https?):\/\/(?:[^/?#\\]{0,500}@)?(\[[0-9a-f:.]+\]|[^\s/?#:@*\\[\]"<>]+)(:\d*)?(|[/@*\\[\]"<>\s:][^?#]*)$/i;
const SCHEME = /^[a-z][a-z0-9+.-]*:\/\//i;
/** What lacks only its scheme. */
const HOST =
  /^(?:\/\/)?((?:[\p{L}\p{N}-]+\.)+\p{L}{2,}|localhost|\d+\.\d+\.\d+\.\d+)(:\d+)?(?=[/*]|$)/iu;

/**
 * Reads an entry of `referers`: an absolute http or https URL, of which a `*` may be the end.
 * Sources: CARTO, "API Access Tokens", Referers; the `*` is seen in CARTO's own code.
 */
export function parseReferer(value: string): Referer {
  const text = value.trim();
  if (text === '') return invalid('it is empty');
  if (text === '*')
    return invalid('an empty list of referers allows every website; there is no "*" for that');

  const several = text.split(/[\s,;]+/).filter(Boolean);
  if (several.length > 1) {
    const areUrls =
      several.every((part) => SCHEME.test(part)) ||
      several.every((part) => HOST.test(part.replace(SCHEME, '')));
    return areUrls
      ? invalid('several URLs stand in one string, and are compared as one', meantBy(several))
      : invalid('a URL holds no blanks, commas or semicolons');
  }
  if (text !== value)
    return invalid('blanks stand around it, and are compared as part of it', meantBy([text]));

  const isWildcard = text.endsWith('*');
  const url = isWildcard ? text.slice(0, -1) : text;
  if (url.includes('*')) return invalid('a wildcard * may only be its end');
  if (!SCHEME.test(url)) return withoutScheme(text);
  if (!/^https?:/i.test(url))
    return invalid('it begins with another scheme than http:// or https://');

  const cut = url.search(/[?#]/);
  const [, scheme = '', host = '', port = '', path = ''] =
    URL_PARTS.exec(cut < 0 ? url : url.slice(0, cut)) ?? [];
  if (!host || !canParse(url)) return invalid('it is not a URL');
  const origin = url.slice(0, url.indexOf('//') + 2) + host + port;
  const plain = origin + path.replaceAll('\\', '/');
  if (/^[^/]*\/\/[^/?#\\]*@/.test(url)) {
    return invalid('it holds a user name or password, which browsers never send in a Referer', [
      plain,
    ]);
  }
  if (cut >= 0) {
    return invalid('browsers send no query and no fragment to another website', [plain]);
  }
  if (path.includes('\\')) {
    return invalid('a backslash stands where browsers send a slash', [
      plain + (isWildcard ? '*' : ''),
    ]);
  }
  return {
    kind: 'url',
    origin,
    scheme: scheme.toLowerCase() === 'http' ? 'http' : 'https',
    host: new URL(origin).hostname,
    path,
    isWildcard,
  };
}

function withoutScheme(text: string): Referer {
  const [, web, other] = /^(?:(https?):|[a-z][a-z0-9+.-]*:(?!\d))(.*)$/i.exec(text) ?? [];
  if (web && other !== undefined) {
    const rest = other.replace(/^[/\\]+/, '');
    return invalid(
      'two slashes follow the scheme: http:// or https://',
      HOST.test(rest) ? meantBy([`${web}://${rest}`]) : undefined,
    );
  }
  if (other !== undefined) return invalid('it begins with another scheme than http:// or https://');
  const says = 'it lacks its scheme: a referer is a whole URL, such as https://example.com/';
  const [, host] = HOST.exec(text) ?? [];
  if (!host) return invalid(says);
  const scheme = isLocal(host) ? 'http' : 'https';
  return invalid(says, meantBy([`${scheme}://${text.replace(/^\/\//, '')}`]));
}

/** What was meant by texts that may have more wrong with them; undefined where that is not sure of one. */
function meantBy(texts: readonly string[]): readonly string[] | undefined {
  const meant = texts.map((text) => {
    const referer = parseReferer(text);
    return referer.kind === 'url' ? [text] : referer.meant;
  });
  return meant.every((each) => each !== undefined) ? meant.flat() : undefined;
}

function canParse(url: string): boolean {
  return URL.canParse(url);
}

function invalid(says: string, meant?: readonly string[]): Referer {
  return { kind: 'invalid', says, ...(meant ? { meant } : {}) };
}

/** Whether a host is the machine itself. */
export function isLoopback(host: string): boolean {
  return /^(?:localhost|.+\.localhost|127(?:\.\d+){3}|\[::1\]|\[::ffff:7f[0-9a-f]{2}:[0-9a-f]+\])$/i.test(
    host,
  );
}

/** Whether a host is the machine itself or in a private network (RFC 1918, RFC 3927, RFC 4193, RFC 4291). */
export function isLocal(host: string): boolean {
  return (
    isLoopback(host) ||
    /^(?:10(?:\.\d+){3}|192\.168(?:\.\d+){2}|172\.(?:1[6-9]|2\d|3[01])(?:\.\d+){2})$/.test(host) ||
    /^(?:169\.254(?:\.\d+){2}|0\.0\.0\.0|\[f[cd][0-9a-f]{2}:.*\]|\[fe[89ab][0-9a-f]:.*\])$/i.test(
      host,
    )
  );
}
