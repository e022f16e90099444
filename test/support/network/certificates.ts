import { generate } from 'selfsigned';

/** A private key and its certificate, in PEM. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

/** Certificates of a private authority, good and bad ones. */
export interface Certificates {
  /** The authority's own certificate, in PEM, for clients that trust it. */
  readonly authority: string;
  /** For localhost and 127.0.0.1. */
  readonly good: Certificate;
  /** As good, with the authority's certificate sent along: what a proxy shows that looks into the traffic. */
  readonly goodChain: Certificate;
  /** For localhost and 127.0.0.1, until some years ago. */
  readonly expired: Certificate;
  /** For other.example, which no server of a test is. */
  readonly otherHost: Certificate;
  /** For localhost and 127.0.0.1, signed by itself. */
  readonly selfSigned: Certificate;
}

interface Wanted {
  readonly name: string;
  readonly hosts?: readonly string[];
  readonly years?: readonly [from: number, to: number];
  /** What signs it; without one, it does so itself. */
  readonly authority?: Certificate;
}

const LOOPBACK = ['localhost', '127.0.0.1'];

/** Makes an authority and its certificates anew: no key is ever kept. */
export async function createCertificates(): Promise<Certificates> {
  const authority = await certificate({ name: 'Test authority' });
  const [good, expired, otherHost, selfSigned] = await Promise.all([
    certificate({ name: 'localhost', hosts: LOOPBACK, authority }),
    certificate({ name: 'localhost', hosts: LOOPBACK, authority, years: [2020, 2021] }),
    certificate({ name: 'other.example', hosts: ['other.example'], authority }),
    certificate({ name: 'localhost', hosts: LOOPBACK }),
  ]);
  const goodChain = { ...good, cert: good.cert + authority.cert };
  return { authority: authority.cert, good, goodChain, expired, otherHost, selfSigned };
}

/** A certificate for hosts; one for none is an authority's. */
async function certificate({ name, hosts, years, authority }: Wanted): Promise<Certificate> {
  const [from, to] = years ?? [new Date().getUTCFullYear() - 1, new Date().getUTCFullYear() + 1];
  const made = await generate([{ name: 'commonName', value: name }], {
    keyType: 'ec', // made in a moment, unlike RSA's
    algorithm: 'sha256',
    notBeforeDate: new Date(Date.UTC(from, 0)),
    notAfterDate: new Date(Date.UTC(to, 11, 31)),
    extensions: hosts
      ? [
          { name: 'basicConstraints', cA: false, critical: true },
          { name: 'extKeyUsage', serverAuth: true },
          { name: 'subjectAltName', altNames: hosts.map(alternativeName) },
        ]
      : [
          { name: 'basicConstraints', cA: true, critical: true },
          { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
        ],
    ...(authority && { ca: authority }),
  });
  return { key: made.private, cert: `${made.cert}\n` }; // a certificate may follow it
}

/** A host as certificates name it: by the kinds of RFC 5280, in which 2 is a name and 7 an address. */
function alternativeName(host: string) {
  return /^[\d.]+$/.test(host) ? { type: 7 as const, ip: host } : { type: 2 as const, value: host };
}
