import type { Place } from './place.ts';

/** What is made for pages: a token or key that is restricted enough for everybody to read it. */
const FOR_PAGES = {
  token: 'a token restricted to what this page needs, with referers',
  key: 'a regular key restricted to what this page needs, or default_public',
} as const;

/** Scripts that may run in pages as well as on Node.js. */
const SCRIPT = /\.m?[jt]s$/i;

/** What is to be done about a credential in a file, as the beginning of a sentence: git is to leave environment files alone, which are the place for one. */
export function remedy({ environment }: Place, elsewhere: string): string {
  switch (environment) {
    case 'tracked':
      return 'Git tracks this environment file: run “git rm --cached” on it and add it to .gitignore';
    case 'untracked':
      return 'No .gitignore leaves this environment file out, so that a commit may take it along: add it to one';
    default:
      return elsewhere;
  }
}

/**
 * What is to be done about a token or key that pages may hold, if it is restricted. An environment variable is no help there: a
 * build publishes its value, too.
 */
export function remedyForPages(place: Place, kind: keyof typeof FOR_PAGES): string {
  const { path, isFrontEnd, variables } = place;
  const restricted = FOR_PAGES[kind];
  if (isFrontEnd) {
    return remedy(place, `Everybody can read what browsers get: use ${restricted}`);
  }
  if (variables === undefined && SCRIPT.test(path)) {
    return remedy(
      place,
      `If this runs in a page, use ${restricted}; elsewhere, read it from an environment variable`,
    );
  }
  return remedy(place, 'Read it from an environment variable instead');
}

/** What is to be done about one that is worth nothing any more. */
export function removal(place: Place, kind: keyof typeof FOR_PAGES): string {
  return place.isFrontEnd
    ? `Remove it, or use ${FOR_PAGES[kind]}.`
    : 'Remove it, and read its successor from an environment variable.';
}
