import { parse } from 'tldts';

/** Under which CARTO's own hosts are: accounts, sign-in, and the APIs of its cloud. Source: CARTO, "API base URL". */
const CARTO = 'carto.com';

/**
 * The domain that an organisation has registered and a host is under: `example.co.uk` of `maps.example.co.uk`. By the list of public suffixes,
 * private ones (`github.io`) included: who has a name there shares nothing with the others. Undefined for an IP address in any form, for
 * `localhost`, and for what is no host name.
 *
 * @param hostname as `URL.hostname` has it: in lower case, with international names in punycode
 */
export function organisationOf(hostname: string): string | undefined {
  // The dot of the root makes it no other host.
  const { domain, isIp } = parse(hostname.replace(/\.$/, ''), {
    allowPrivateDomains: true,
    extractHostname: false,
  });
  return isIp ? undefined : (domain ?? undefined);
}

/** Whether a host is CARTO's own. */
export function isCartos(hostname: string): boolean {
  return organisationOf(hostname) === CARTO;
}

/** Whether two hosts are of one organisation. */
export function areOfOne(hostname: string, other: string): boolean {
  const organisation = organisationOf(hostname);
  return organisation !== undefined && organisation === organisationOf(other);
}
