import type { Place } from './place.ts';

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
