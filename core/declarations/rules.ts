import { grantApiMismatch } from './rules/grant-api-mismatch.ts';
import { importApiExclusive } from './rules/import-api-exclusive.ts';
import { refererTrailingSlash } from './rules/referer-trailing-slash.ts';

/** Every rule on declarations. A new one is a file in rules/ and a line here. */
export const DECLARATION_RULES = [
  importApiExclusive,
  grantApiMismatch,
  refererTrailingSlash,
] as const;
