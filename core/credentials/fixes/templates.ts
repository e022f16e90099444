import type { Place } from '../place.ts';
import { lineTo } from './language.ts';

/** A kind of file in which variables are filled in wherever they stand. */
interface Template {
  readonly files: RegExp;
  readonly language?: string;
  write(variable: string): string;
}

const TEMPLATES: readonly Template[] = [
  // The repository's secrets are no environment: what is in one has to be put there in GitHub.
  {
    files: /(?:^|\/)\.github\/workflows\/[^/]+\.ya?ml$/i,
    language: 'github-actions-workflow',
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
export function templateOf({ path, language }: Place, text: string, at: number) {
  const template =
    TEMPLATES.find((each) => language !== undefined && each.language === language) ??
    TEMPLATES.find(({ files }) => files.test(path));
  return template && !/(?:^|\s)[#!]/.test(lineTo(text, at)) ? template.write : undefined;
}
