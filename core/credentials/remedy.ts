import type { Place } from './place.ts';

/** What is to be done about a credential in a file, as the beginning of a sentence: git is to leave environment files alone, which are the place for one. */
export function remedy({ environment }: Place, elsewhere: string): string {
  switch (environment) {
    case 'tracked':
      return 'Git tracks this environment file: run “git rm --cached” on it and add it to .gitignore';
    case 'untracked':
      return 'Git does not ignore this environment file, and the next commit may take it along: add it to .gitignore';
    default:
      return elsewhere;
  }
}
