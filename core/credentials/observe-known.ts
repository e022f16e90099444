import type { Observation, Span } from '../problem.ts';
import { shown } from '../wording.ts';
import { day } from './day.ts';
import { type Grade, gradeOf, severityOf } from './grade.ts';
import type { KnownCredential } from './known.ts';
import { apisOf, limitsOf, openConnections } from './limits.ts';
import type { Place } from './place.ts';
import { remedy, remedyForPages, removal } from './remedy.ts';
import type { Judging } from './rule.ts';

interface Words {
  readonly noun: string;
  /** What is not so wide, and can stand in its place. */
  readonly narrower: string;
  /** What is to be done once others may know it. */
  readonly renew: string;
  readonly ended: string;
}

const WORDS: Readonly<Record<KnownCredential['kind'], Words>> = {
  token: {
    noun: 'access token',
    narrower: 'a token that is restricted to what is needed here',
    renew: 'rotate the token',
    ended: 'deleted',
  },
  key: {
    noun: 'API key',
    narrower: 'a regular key for what is needed here, or default_public for what is public',
    renew: 'regenerate the key',
    ended: 'deleted or regenerated',
  },
};

/** What is said of a credential that an account knows and that is written into a file. */
export function observeKnown(
  span: Span,
  known: KnownCredential,
  { place, now }: Pick<Judging, 'place' | 'now'>,
): Observation {
  const grade = gradeOf(known, place, now);
  const name = `The ${WORDS[known.kind].noun} "${shown(known.name)}" of ${shown(known.account)}`;
  const where = place.isFrontEnd ? 'front-end code, which everybody can read' : 'this file';
  const message = `${name} is written into ${where}. ${consequence(known, grade, place)}`;
  return { span, severity: severityOf(grade, place), message };
}

/** What comes of it, and what to do. */
function consequence(known: KnownCredential, grade: Grade, place: Place): string {
  const { ended } = WORDS[known.kind];
  switch (grade) {
    case 'everything':
      return `It is the master key, which can do everything in the account. ${restrict(known, place)}`;
    case 'all-sources':
      return `It is not restricted: it reaches ${reachOf(known)}. ${restrict(known, place)}`;
    case 'no-referer':
      return (
        `It has no referers, so that any website can use ${limitsOf(known)}. Add the referers of your websites to it.` +
        whileDeveloping(place)
      );
    case 'restricted':
      return place.isFrontEnd
        ? `That is fine: it is restricted to ${limitsOf(known)}.`
        : `It is restricted to ${limitsOf(known)}. ${away(known, place)}`;
    case 'public':
      return 'That is fine: it is public by design.';
    case 'unknown':
      return `Its account does not say all that it is restricted to. ${away(known, place)}`;
    case 'expired':
      return `It expired${on(known)} and opens nothing any more. ${removal(place, known.kind)}`;
    case 'deleted':
      return `It was ${ended} and opens nothing any more. ${removal(place, known.kind)}`;
  }
}

function on(known: KnownCredential): string {
  return known.kind === 'token' && known.expires ? ` on ${day(Date.parse(known.expires))}` : '';
}

function reachOf(known: KnownCredential): string {
  if (known.kind === 'key') return 'everything';
  const apis = apisOf(known);
  return `everything in ${openConnections(known)}${apis && ` through ${apis}`}`;
}

function restrict(known: KnownCredential, place: Place): string {
  const { narrower, renew } = WORDS[known.kind];
  const what = place.isFrontEnd
    ? `Use ${narrower}`
    : `Read it from an environment variable of a server, or use ${narrower}`;
  return `${remedy(place, what)}; if this file has been shared, ${renew}.${whileDeveloping(place)}`;
}

function away(known: KnownCredential, place: Place): string {
  return `${remedyForPages(place, known.kind)}; if this file has been shared, ${WORDS[known.kind].renew}.`;
}

function whileDeveloping({ isDevelopment }: Place): string {
  return isDevelopment
    ? ' CARTO’s guide allows it while developing, and this file is for development only.'
    : '';
}
