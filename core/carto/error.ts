import { shown } from '../wording.ts';

/** What is known of a failure beside its kind. Nothing in it is a secret: paths and headers are left out. */
export interface FailureDetails {
  /** The host that was asked, with its port where it has one. */
  readonly host: string;
  /** The HTTP status, where there was an answer. */
  readonly status?: number | undefined;
  /** The server's own words, without secrets. */
  readonly reasons?: readonly string[] | undefined;
  /** How long the server wants to be left alone, in milliseconds. */
  readonly retryAfter?: number | undefined;
  /** How long was waited for an answer, in milliseconds. */
  readonly waited?: number | undefined;
  /** Whether the request surely never arrived, so that making it again cannot do a thing twice. */
  readonly neverArrived?: boolean | undefined;
  /** What is wrong with an answer that cannot be read: "tokens[3].name is missing". */
  readonly fault?: string | undefined;
}

interface Wording {
  /** What happened: one sentence. */
  readonly cause: (details: FailureDetails) => string;
  /** What to do: one sentence. */
  readonly remedy: string;
}

/**
 * Every way in which talking to CARTO can fail. Statuses are those of CARTO's documentation of the Tokens API and the
 * Auth API; what precedes an answer is what networks do.
 */
const FAILURES = {
  offline: {
    cause: ({ host }) => `There is no network on which ${host} could be reached.`,
    remedy: 'Connect this machine to a network and try again.',
  },
  'name-not-found': {
    cause: ({ host }) => `There is no host called ${host}.`,
    remedy: 'Check the address for a typing error, and the network’s DNS or proxy settings.',
  },
  'connection-refused': {
    cause: ({ host }) => `Nothing answers at ${host}.`,
    remedy:
      'Check the address and its port, and that no firewall or switched-off proxy is in the way.',
  },
  'connection-lost': {
    cause: ({ host }) => `The connection to ${host} broke before the answer was complete.`,
    remedy: 'Try again; if it happens often, look for a proxy or firewall that cuts connections.',
  },
  'tls-untrusted': {
    cause: ({ host }) =>
      `The certificate of ${host} is not from an authority that this machine trusts.`,
    remedy:
      'If a company’s proxy or a self-hosted CARTO uses an authority of its own, add its certificate to the system’s ' +
      'trusted ones (on the command line, name it in NODE_EXTRA_CA_CERTS).',
  },
  'tls-expired': {
    cause: ({ host }) => `The certificate of ${host} has expired or is not valid yet.`,
    remedy: 'Check this machine’s clock; if it is right, whoever runs the server has to renew it.',
  },
  'tls-wrong-host': {
    cause: ({ host }) => `The certificate shown for ${host} belongs to another host.`,
    remedy: 'Check the address: something else than CARTO may be answering there.',
  },
  'tls-failed': {
    cause: ({ host }) => `No secure connection to ${host} could be made.`,
    remedy: 'Check that the address and port speak HTTPS, and that no proxy interferes.',
  },
  'proxy-refused': {
    cause: ({ host, status }) =>
      `The proxy in front of ${host} refused the request${status ? ` (HTTP ${status})` : ''}.`,
    remedy:
      'Check the proxy’s address, user name and password (in VS Code the setting http.proxy, on the command line ' +
      'HTTPS_PROXY), and that it lets this host through.',
  },
  timeout: {
    cause: ({ host, waited }) =>
      `${host} did not answer in time${waited ? ` (${seconds(waited)})` : ''}.`,
    remedy: 'Try again; if it stays so, check the connection.',
  },
  cancelled: {
    cause: () => 'The request was cancelled.',
    remedy: 'Start it again if that was not meant.',
  },
  'signed-out': {
    cause: ({ host }) => `${host} does not accept the credential it was sent.`,
    remedy: 'Sign in again.',
  },
  expired: {
    cause: ({ host }) => `The sign-in at ${host} has expired.`,
    remedy: 'Sign in again.',
  },
  'sign-in-refused': {
    cause: (details) => `${details.host} refused the sign-in${because(details)}`,
    remedy:
      'Check what was entered against the Workspace’s Developers > Credentials, and sign in again.',
  },
  'sign-in-mismatch': {
    cause: () => 'The answer to the sign-in belongs to another one, or was altered on its way.',
    remedy: 'Start the sign-in again, and finish it in the browser window that it opens.',
  },
  forbidden: {
    cause: (details) => `${details.host} forbids this${because(details)}`,
    remedy: 'Check that the signed-in user or the credential may do it.',
  },
  'unauthorized-referer': {
    cause: ({ host }) => `${host} refused the website that the request came from.`,
    remedy:
      'Add the origin to the token’s referers just as browsers send it, mostly with a slash at its end.',
  },
  'quota-exceeded': {
    cause: (details) => `The plan’s quota is used up${because(details)}`,
    remedy: 'Delete what is no longer needed, or ask CARTO for a larger plan.',
  },
  'not-found': {
    cause: (details) => `${details.host} does not have what was asked for${because(details)}`,
    remedy: 'It may have been deleted or renamed: refresh, and check the address of the API.',
  },
  conflict: {
    cause: (details) => `It collides with what is there already${because(details)}`,
    remedy: 'Refresh, and use another name or start from what is there now.',
  },
  invalid: {
    cause: (details) => `${details.host} did not accept the request${because(details)}`,
    remedy: 'Correct what it names, and try again.',
  },
  'too-many-requests': {
    cause: ({ host, retryAfter }) =>
      `${host} got too many requests and refuses more${retryAfter ? ` for ${seconds(retryAfter)}` : ' for a while'}.`,
    remedy: 'Wait that long before you try again: asking sooner may prolong it.',
  },
  'server-error': {
    cause: (details) => `${details.host} failed${because(details)}`,
    remedy: 'Try again in a few minutes; if it stays so, tell CARTO’s support.',
  },
  'unreadable-answer': {
    cause: ({ host, fault }) => `The answer of ${host} cannot be read${fault ? `: ${fault}` : ''}.`,
    remedy:
      'Check the address: a login page or a proxy may have answered in CARTO’s place, or its API has changed.',
  },
} as const satisfies Readonly<Record<string, Wording>>;

/** The closed list of what can go wrong. */
export type FailureKind = keyof typeof FAILURES;

export const FAILURE_KINDS = Object.keys(FAILURES) as FailureKind[];

/** That talking to CARTO failed. Its message is one sentence of cause and one of remedy, and holds no secret. */
export class CartoError extends Error {
  override readonly name = 'CartoError';
  readonly kind: FailureKind;
  readonly details: FailureDetails;

  constructor(kind: FailureKind, details: FailureDetails) {
    const { cause, remedy } = wording(kind, details);
    super(`${cause} ${remedy}`);
    this.kind = kind;
    this.details = details;
  }

  /** What happened, as a sentence. */
  get reason(): string {
    return wording(this.kind, this.details).cause;
  }

  /** What to do about it, as a sentence. */
  get remedy(): string {
    return wording(this.kind, this.details).remedy;
  }
}

/** Whether something thrown is one. By its name: each bundle of the extension has a class of its own. */
export function isCartoError(thrown: unknown): thrown is CartoError {
  return thrown instanceof Error && thrown.name === 'CartoError' && 'kind' in thrown;
}

function wording(kind: FailureKind, details: FailureDetails): { cause: string; remedy: string } {
  const { cause, remedy }: Wording = FAILURES[kind];
  return { cause: cause(details), remedy };
}

/** The end of a sentence: the server's own reasons, else its status. */
function because({ reasons = [], status }: FailureDetails): string {
  const said = reasons.map((reason) => shown(reason).replace(/[.\s]+$/, '')).filter(Boolean);
  if (said.length > 0) return `: ${said.join('; ')}.`;
  return status ? ` (HTTP ${status}).` : '.';
}

/** A time as a person says it. */
function seconds(milliseconds: number): string {
  const whole = Math.max(1, Math.round(milliseconds / 1000));
  if (whole < 120) return whole === 1 ? '1 second' : `${whole} seconds`;
  const minutes = Math.ceil(whole / 60);
  return minutes < 120 ? `${minutes} minutes` : `${Math.ceil(minutes / 60)} hours`;
}
