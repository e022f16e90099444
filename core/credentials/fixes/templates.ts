import type { Place } from '../place.ts';
import { lineTo } from './language.ts';

/** A kind of file in which variables are filled in wherever they stand. */
interface Template {
  readonly files: RegExp;
  readonly language?: string;
  /** What moving a credential into a variable is called, where the variable is no ordinary one. */
  readonly title?: string;
  write(variable: string): string;
}

const TEMPLATES: readonly Template[] = [
  // The repository's secrets are no environment: what is in one has to be put there in GitHub.
  {
    files: /(?:^|\/)\.github\/workflows\/[^/]+\.ya?ml$/i,
    language: 'github-actions-workflow',
    title: 'Replace by a secret of the GitHub repository (to be added there; kept in .env)',
    write: (variable) => `\${{ secrets.${variable} }}`,
  },
  {
    files: /(?:^|\/)(?:docker-)?compose(?:[.-][\w.-]+)?\.ya?ml$/i,
    language: 'dockercompose',
    write: (variable) => `\${${variable}}`,
  },
  {
    files: /(?:^|\/)(?:application|bootstrap)(?:-[\w-]+)?\.(?:properties|ya?ml)$/i,
    language: 'spring-boot-properties',
    write: (variable) => `\${${variable}}`,
  },
];

/** How a file of configuration has a variable filled in at a place; undefined where it does not. */
export function templateOf(
  { path, language }: Place,
  text: string,
  at: number,
): Template | undefined {
  const template =
    TEMPLATES.find((each) => language !== undefined && each.language === language) ??
    TEMPLATES.find(({ files }) => files.test(path));
  return template && !/(?:^|\s)[#!]/.test(lineTo(text, at)) ? template : undefined;
}
