/** More than any login takes. */
const MOST_REDIRECTS = 10;

/**
 * Follows the redirects of an authorisation request as a browser that was just opened, with cookies.
 * @returns the URL that the browser would be sent back to, which is not fetched
 */
export async function visit(url: string): Promise<string> {
  const cookies = new Map<string, string>();
  const { origin } = new URL(url);
  let current = url;
  for (let redirects = 0; redirects < MOST_REDIRECTS; redirects++) {
    const headers = { cookie: Array.from(cookies, (cookie) => cookie.join('=')).join('; ') };
    const response = await fetch(current, { redirect: 'manual', headers });
    const body = await response.text();
    keepCookies(response, cookies);

    const location = response.headers.get('location');
    if (location === null) throw new Error(`The browser stays here: ${response.status} ${body}`);
    const next = new URL(location, current);
    if (next.origin !== origin) return next.href;
    current = next.href;
  }
  throw new Error(`Still at ${new URL(current).pathname} after ${MOST_REDIRECTS} redirects.`);
}

/** A cookie is taken back by emptying it. */
function keepCookies(response: Response, cookies: Map<string, string>): void {
  for (const header of response.headers.getSetCookie()) {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(header) ?? [];
    if (value === '') cookies.delete(name);
    else cookies.set(name, value);
  }
}
