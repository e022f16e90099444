import { english, type Phrase, phrase } from '../phrase.ts';
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
  readonly fault?: Phrase | undefined;
}

interface Wording {
  /** What happened: one sentence. */
  readonly cause: (details: FailureDetails) => Phrase;
  /** What to do: one sentence. */
  readonly remedy: Phrase;
}

const SIGN_IN_AGAIN = phrase('Sign in again.');

/**
 * Every way in which talking to CARTO can fail. Statuses are those of CARTO's documentation of the Tokens API and the
 * Auth API; what precedes an answer is what networks do.
 */
const FAILURES = {
  offline: {
    cause: ({ host }) => phrase('There is no network on which {host} could be reached.', { host }),
    remedy: phrase('Connect this machine to a network and try again.'),
  },
  'name-not-found': {
    cause: ({ host }) => phrase('There is no host called {host}.', { host }),
    remedy: phrase(
      'Check the address for a typing error, and the network’s DNS or proxy settings.',
    ),
  },
  'connection-refused': {
    cause: ({ host }) => phrase('Nothing answers at {host}.', { host }),
    remedy: phrase(
      'Check the address and its port, and that no firewall or switched-off proxy is in the way.',
    ),
  },
  'connection-lost': {
    cause: ({ host }) =>
      phrase('The connection to {host} broke before the answer was complete.', { host }),
    remedy: phrase(
      'Try again; if it happens often, look for a proxy or firewall that cuts connections.',
    ),
  },
  'tls-untrusted': {
    cause: ({ host }) =>
      phrase('The certificate of {host} is not from an authority that this machine trusts.', {
        host,
      }),
    remedy: phrase(
      'If a company’s proxy or a self-hosted CARTO uses an authority of its own, add its certificate to the system’s trusted ones (on the command line, name it in NODE_EXTRA_CA_CERTS).',
    ),
  },
  'tls-expired': {
    cause: ({ host }) =>
      phrase('The certificate of {host} has expired or is not valid yet.', { host }),
    remedy: phrase(
      'Check this machine’s clock; if it is right, whoever runs the server has to renew it.',
    ),
  },
  'tls-wrong-host': {
    cause: ({ host }) =>
      phrase('The certificate shown for {host} belongs to another host.', { host }),
    remedy: phrase('Check the address: something else than CARTO may be answering there.'),
  },
  'tls-failed': {
    cause: ({ host }) => phrase('No secure connection to {host} could be made.', { host }),
    remedy: phrase('Check that the address and port speak HTTPS, and that no proxy interferes.'),
  },
  'proxy-refused': {
    cause: ({ host, status }) =>
      phrase('The proxy in front of {host} refused the request{because}', {
        host,
        because: because({ host, status }),
      }),
    remedy: phrase(
      'Check the proxy’s address, user name and password (in VS Code the setting http.proxy, on the command line HTTPS_PROXY), and that it lets this host through.',
    ),
  },
  timeout: {
    cause: ({ host, waited }) =>
      waited
        ? phrase('{host} did not answer in time ({time}).', { host, time: timeOf(waited) })
        : phrase('{host} did not answer in time.', { host }),
    remedy: phrase('Try again; if it stays so, check the connection.'),
  },
  cancelled: {
    cause: () => phrase('The request was cancelled.'),
    remedy: phrase('Start it again if that was not meant.'),
  },
  'signed-out': {
    cause: ({ host }) => phrase('{host} does not accept the credential it was sent.', { host }),
    remedy: SIGN_IN_AGAIN,
  },
  expired: {
    cause: ({ host }) => phrase('The sign-in at {host} has expired.', { host }),
    remedy: SIGN_IN_AGAIN,
  },
  'sign-in-refused': {
    cause: (details) =>
      phrase('{host} refused the sign-in{because}', {
        host: details.host,
        because: because(details),
      }),
    remedy: phrase(
      'Check what was entered against the Workspace’s Developers > Credentials, and sign in again.',
    ),
  },
  'sign-in-mismatch': {
    cause: () =>
      phrase('The answer to the sign-in belongs to another one, or was altered on its way.'),
    remedy: phrase('Start the sign-in again, and finish it in the browser window that it opens.'),
  },
  forbidden: {
    cause: (details) =>
      phrase('{host} forbids this{because}', { host: details.host, because: because(details) }),
    remedy: phrase('Check that the signed-in user or the credential may do it.'),
  },
  'unauthorized-referer': {
    cause: ({ host }) => phrase('{host} refused the website that the request came from.', { host }),
    remedy: phrase(
      'Add the origin to the token’s referers just as browsers send it, mostly with a slash at its end.',
    ),
  },
  'quota-exceeded': {
    cause: (details) =>
      phrase('The plan’s quota is used up{because}', { because: because(details) }),
    remedy: phrase('Delete what is no longer needed, or ask CARTO for a larger plan.'),
  },
  'not-found': {
    cause: (details) =>
      phrase('{host} does not have what was asked for{because}', {
        host: details.host,
        because: because(details),
      }),
    remedy: phrase(
      'It may have been deleted or renamed: refresh, and check the address of the API.',
    ),
  },
  conflict: {
    cause: (details) =>
      phrase('It collides with what is there already{because}', { because: because(details) }),
    remedy: phrase('Refresh, and use another name or start from what is there now.'),
  },
  invalid: {
    cause: (details) =>
      phrase('{host} did not accept the request{because}', {
        host: details.host,
        because: because(details),
      }),
    remedy: phrase('Correct what it names, and try again.'),
  },
  'too-many-requests': {
    cause: ({ host, retryAfter }) =>
      retryAfter
        ? phrase('{host} got too many requests and refuses more for {time}.', {
            host,
            time: timeOf(retryAfter),
          })
        : phrase('{host} got too many requests and refuses more for a while.', { host }),
    remedy: phrase('Wait that long before you try again: asking sooner may prolong it.'),
  },
  'server-error': {
    cause: (details) =>
      phrase('{host} failed{because}', { host: details.host, because: because(details) }),
    remedy: phrase('Try again in a few minutes; if it stays so, tell CARTO’s support.'),
  },
  'unreadable-answer': {
    cause: ({ host, fault }) =>
      fault
        ? phrase('The answer of {host} cannot be read: {fault}.', { host, fault })
        : phrase('The answer of {host} cannot be read.', { host }),
    remedy: phrase(
      'Check the address: a login page or a proxy may have answered in CARTO’s place, or its API has changed.',
    ),
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

  /** What its message says, for whoever speaks another language than English. */
  readonly phrases: { readonly reason: Phrase; readonly remedy: Phrase };

  constructor(kind: FailureKind, details: FailureDetails) {
    const { cause, remedy }: Wording = FAILURES[kind];
    const phrases = { reason: cause(details), remedy };
    super(`${english(phrases.reason)} ${english(remedy)}`);
    this.kind = kind;
    this.details = details;
    this.phrases = phrases;
  }

  /** What happened, as a sentence. */
  get reason(): string {
    return english(this.phrases.reason);
  }

  /** What to do about it, as a sentence. */
  get remedy(): string {
    return english(this.phrases.remedy);
  }
}

/** Whether something thrown is one. By its name: each bundle of the extension has a class of its own. */
export function isCartoError(thrown: unknown): thrown is CartoError {
  return thrown instanceof Error && thrown.name === 'CartoError' && 'kind' in thrown;
}

/** The end of a sentence: the server's own words, else its status. */
function because({ reasons = [], status }: FailureDetails): Phrase | string {
  const said = reasons
    .map((reason) => shown(reason).replace(/(?<![.\s])[.\s]+$/, ''))
    .filter(Boolean);
  if (said.length > 0) return phrase(': {reasons}.', { reasons: said.join('; ') });
  return status ? phrase(' (HTTP {status}).', { status }) : '.';
}

/** A time as a person says it. */
function timeOf(milliseconds: number): Phrase {
  const seconds = Math.max(1, Math.round(milliseconds / 1000));
  if (seconds === 1) return phrase('1 second');
  if (seconds < 120) return phrase('{count} seconds', { count: seconds });
  const minutes = Math.ceil(seconds / 60);
  return minutes < 120
    ? phrase('{count} minutes', { count: minutes })
    : phrase('{count} hours', { count: Math.ceil(minutes / 60) });
}
