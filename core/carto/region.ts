import { load } from 'js-yaml';
import * as v from 'valibot';
import { asRecord } from '../json/record.ts';
import { type Phrase, phrase } from '../phrase.ts';
import { bearer } from './authorization.ts';
import { parseBaseUrl } from './base-url.ts';
import { CartoError } from './error.ts';
import type { Http } from './http/http.ts';
import { areOfOne, isCartos, organisationOf } from './organisation.ts';

/** Where an account is asked in which region it is. Seen in CARTO's own code. */
const ACCOUNTS_URL = 'https://accounts.app.carto.com/accounts';

/** A host, perhaps with a port, and nothing that leads elsewhere: no user, no path. Each part of a name has its limit. */
const HOST =
  /^(?!.{254})(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?::\d{1,5})?$/i;

const ACCOUNT = v.looseObject({
  tenant_domain: v.pipe(
    v.string(),
    v.check((text) => HOST.test(text) && isOfAnOrganisation(text)),
  ),
});

/** Whether it is the name of a host in the internet, and not of this machine or network. */
function isOfAnOrganisation(host: string): boolean {
  if (!URL.canParse(`https://${host}`)) return false;
  return organisationOf(new URL(`https://${host}`).hostname) !== undefined;
}

const CONFIG = v.looseObject({ apis: v.looseObject({ baseUrl: v.string() }) });

/** The longest configuration that is read, in characters. */
const LONGEST = 64 * 1024;

/**
 * Asks whether credentials may go to a host that is not CARTO's own: that of a self-hosted account, as its configuration says.
 *
 * @param host with its port, where it has one
 */
export type ConfirmHost = (host: string) => Promise<boolean>;

/**
 * The base address of the APIs of the account that an OAuth access token is of: its tenant's domain tells in its
 * configuration. Credentials go there, so that it can only be CARTO's own or one of the tenant's own organisation,
 * over https and at the usual port or the tenant's; and where it is not CARTO's it is confirmed.
 *
 * @throws CartoError
 */
export async function findApiBaseUrl(
  http: Http,
  accessToken: string,
  confirm: ConfirmHost,
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
  const useless = (says: Phrase) =>
    new CartoError('unreadable-answer', {
      host: domain,
      fault: phrase('its address of the APIs is of no use: {says}', { says }),
    });
  if (base.kind === 'invalid') throw useless(base.says);
  const { protocol, hostname, host, port } = new URL(base.url);
  const tenant = new URL(`https://${domain}`);
  if (protocol !== 'https:') throw useless(phrase('it does not begin with https://'));
  if (!isCartos(hostname) && !areOfOne(hostname, tenant.hostname)) {
    throw useless(phrase('{host} is neither CARTO’s nor the account’s own', { host }));
  }
  if (port !== '' && host !== tenant.host) {
    throw useless(phrase('{host} has an unusual port', { host }));
  }
  if (!isCartos(hostname) && !(await confirm(host))) {
    throw useless(phrase('{host} is not CARTO’s own, and was not confirmed', { host }));
  }
  return base.url;
}

/** @throws where it is not YAML, or no mapping: a web page in its place may be read as a long string */
function parseYaml(text: string): unknown {
  if (text.length > LONGEST) throw new Error('too long');
  const value = load(text);
  if (!asRecord(value)) throw new Error('no mapping');
  return value;
}
