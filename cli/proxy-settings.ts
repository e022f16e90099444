/** What the environment says about proxies; '' where it says nothing. */
export interface ProxySettings {
  readonly httpProxy: string;
  readonly httpsProxy: string;
  readonly noProxy: string;
}

/**
 * Reads HTTP_PROXY, HTTPS_PROXY and NO_PROXY, or the same in lower case, which wins as it does in curl.
 *
 * @throws Error that says what to do, where one names no usable proxy
 */
export function proxySettings(env: NodeJS.ProcessEnv): ProxySettings {
  return {
    httpProxy: proxy(env, 'HTTP_PROXY'),
    httpsProxy: proxy(env, 'HTTPS_PROXY'),
    noProxy: env['no_proxy'] ?? env['NO_PROXY'] ?? '',
  };
}

function proxy(env: NodeJS.ProcessEnv, name: string): string {
  const lower = name.toLowerCase();
  const variable = env[lower] === undefined ? name : lower;
  const value = env[variable]?.trim() ?? '';
  if (value === '') return '';
  // As curl has it, and therefore many a profile: proxy.example.com:3128
  const url = value.includes('://') ? value : `http://${value}`;
  const wrong = whatIsWrong(url);
  if (wrong === undefined) return url;
  // The value is not repeated: where the password in it ends cannot be known if it is malformed.
  throw new Error(
    `The environment variable ${variable} ${wrong} Set it to a URL like http://proxy.example.com:3128, or unset it.`,
  );
}

function whatIsWrong(text: string): string | undefined {
  if (!URL.canParse(text)) return 'is not the URL of a proxy.';
  const { protocol, username, password } = new URL(text);
  if (protocol !== 'http:' && protocol !== 'https:') {
    return 'names a proxy of another kind than http:// and https://, which are supported.';
  }
  try {
    decodeURIComponent(username + password);
  } catch {
    return 'has a % in its user or password that encodes nothing, and would have to be %25.';
  }
  return undefined;
}
