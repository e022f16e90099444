import type { DeclarationKind } from './declaration.ts';
import type { DeclarationRule } from './rule.ts';
import { apiDuplicate } from './rules/api-duplicate.ts';
import { apiMissing } from './rules/api-missing.ts';
import { apiUnknown } from './rules/api-unknown.ts';
import { apiWithoutGrant } from './rules/api-without-grant.ts';
import { declarationShape } from './rules/declaration-shape.ts';
import { declarationSyntax } from './rules/declaration-syntax.ts';
import { expirationFar } from './rules/expiration-far.ts';
import { expirationInvalid } from './rules/expiration-invalid.ts';
import { expirationPast } from './rules/expiration-past.ts';
import { grantAllSources } from './rules/grant-all-sources.ts';
import { grantApiMismatch } from './rules/grant-api-mismatch.ts';
import { grantConnectionMissing } from './rules/grant-connection-missing.ts';
import { grantDuplicate } from './rules/grant-duplicate.ts';
import { grantPartial } from './rules/grant-partial.ts';
import { grantQueryInvalid } from './rules/grant-query-invalid.ts';
import { grantRequired } from './rules/grant-required.ts';
import { grantShadowed } from './rules/grant-shadowed.ts';
import { grantSourceInvalid } from './rules/grant-source-invalid.ts';
import { grantUnneeded } from './rules/grant-unneeded.ts';
import { importApiExclusive } from './rules/import-api-exclusive.ts';
import { keyApiUnknown } from './rules/key-api-unknown.ts';
import { keyGrantEmpty } from './rules/key-grant-empty.ts';
import { keyGrantTypeUnknown } from './rules/key-grant-type-unknown.ts';
import { keyNameMissing } from './rules/key-name-missing.ts';
import { keyNameReserved } from './rules/key-name-reserved.ts';
import { keyPermissionMissing } from './rules/key-permission-missing.ts';
import { keyPermissionUnknown } from './rules/key-permission-unknown.ts';
import { keySelectMissing } from './rules/key-select-missing.ts';
import { keyServiceUnknown } from './rules/key-service-unknown.ts';
import { nameDuplicate } from './rules/name-duplicate.ts';
import { nameMissing } from './rules/name-missing.ts';
import { refererDuplicate } from './rules/referer-duplicate.ts';
import { refererInsecure } from './rules/referer-insecure.ts';
import { refererInvalid } from './rules/referer-invalid.ts';
import { refererLocalhost } from './rules/referer-localhost.ts';
import { refererMissing } from './rules/referer-missing.ts';
import { refererPath } from './rules/referer-path.ts';
import { refererTrailingSlash } from './rules/referer-trailing-slash.ts';
import { secretInDeclaration } from './rules/secret-in-declaration.ts';
import { shapeMixed } from './rules/shape-mixed.ts';

/** On every declaration. */
const COMMON = [
  declarationSyntax,
  declarationShape,
  shapeMixed,
  apiDuplicate,
  nameDuplicate,
  secretInDeclaration,
] as const;

/** On access tokens: the Tokens API's body. */
const TOKEN = [
  apiUnknown,
  apiMissing,
  importApiExclusive,
  grantRequired,
  grantDuplicate,
  grantApiMismatch,
  grantPartial,
  apiWithoutGrant,
  grantUnneeded,
  grantShadowed,
  grantAllSources,
  grantSourceInvalid,
  grantQueryInvalid,
  grantConnectionMissing,
  refererDuplicate,
  refererInvalid,
  refererTrailingSlash,
  refererPath,
  refererInsecure,
  refererLocalhost,
  refererMissing,
  expirationInvalid,
  expirationPast,
  expirationFar,
  nameMissing,
] as const;

/** On API keys of CARTO Engine: the Auth API's body. */
const KEY = [
  keyNameMissing,
  keyNameReserved,
  keyGrantTypeUnknown,
  keyApiUnknown,
  keyServiceUnknown,
  keyPermissionUnknown,
  keyPermissionMissing,
  keySelectMissing,
  keyGrantEmpty,
] as const;

/** Every rule on declarations. A new one is a file in rules/ and a line above. */
export const DECLARATION_RULES = [...COMMON, ...TOKEN, ...KEY] as const;

type DeclarationRuleId = (typeof DECLARATION_RULES)[number]['id'];

/** The rules on a kind of declaration. */
export const RULES_ON: Readonly<
  Record<DeclarationKind, readonly (DeclarationRule & { readonly id: DeclarationRuleId })[]>
> = {
  'access-token': [...COMMON, ...TOKEN],
  'api-key': [...COMMON, ...KEY],
};
