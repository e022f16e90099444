import { load } from 'js-yaml';
import * as v from 'valibot';
import { asRecord } from '../json/record.ts';
import { phrase } from '../phrase.ts';
import { bearer } from './authorization.ts';
import { parseBaseUrl } from './base-url.ts';
import { CartoError } from './error.ts';
import type { Http } from './http/http.ts';

/** Where an account is asked in which region it is. Seen in CARTO's own code. */
const ACCOUNTS_URL = 'https://accounts.app.carto.com/accounts';

/** A host, perhaps with a port, and nothing that leads elsewhere: no user, no path. Each part of a name has its limit. */
const HOST =
  /^(?!.{254})(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?::\d{1,5})?$/i;

const ACCOUNT = v.looseObject({
  tenant_domain: v.pipe(
    v.string(),
    v.check((text) => HOST.test(text) && URL.canParse(`https://${text}`)),
  ),
});

const CONFIG = v.looseObject({ apis: v.looseObject({ baseUrl: v.string() }) });

/**
 * The base address of the APIs of the account that an OAuth access token is of: its tenant's domain tells in its
 * configuration.
 *
 * @throws CartoError
 */
export async function findApiBaseUrl(
  http: Http,
  accessToken: string,
  signal?: AbortSignal,
  accountsUrl = ACCOUNTS_URL,
): Promise<string> {
  const { header, secrets } = bearer(accessToken);
  const { tenant_domain: domain } = await http.send(
    { method: 'GET', url: accountsUrl, headers: { authorization: header }, secrets, signal },
    ACCOUNT,
  );
  const { apis } = await http.send(
    { method: 'GET', url: `https://${domain}/config.yaml`, headers: { accept: '*/*' }, signal },
    CONFIG,
    parseYaml,
  );
  const base = parseBaseUrl(apis.baseUrl);
  if (base.kind === 'url') return base.url;
  throw new CartoError('unreadable-answer', {
    host: domain,
    fault: phrase('its address of the APIs is of no use: {says}', { says: base.says }),
  });
}

/** @throws where it is not YAML, or no mapping: a web page in its place may be read as a long string */
function parseYaml(text: string): unknown {
  const value = load(text);
  if (!asRecord(value)) throw new Error('no mapping');
  return value;
}
