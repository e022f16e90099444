import { isLoopback } from '../core/carto/referers.ts';

/** Whether a `Host` header names this machine. One that does not, at an address that is, was led here by another's DNS. */
export function isLoopbackHost(header: string | undefined): boolean {
  if (!header || /[/@?#\\]/.test(header)) return false;
  const url = `http://${header}`;
  return URL.canParse(url) && isLoopback(new URL(url).hostname);
}

/** Whether an IP address is this machine's own. */
export function isLoopbackAddress(address: string | undefined): boolean {
  return isLoopbackHost(address?.includes(':') ? `[${address}]` : address);
}

/** Whether a server that listens at a host can be reached from other machines. */
export function isReachable(host: string): boolean {
  return !isLoopbackHost(host.includes(':') ? `[${host}]` : host);
}

/** The host under which a server can be reached that listens at an address, as it stands in a URL. */
export function hostInUrl(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}
