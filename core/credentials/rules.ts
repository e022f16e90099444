import { apiKeyInBody } from './rules/api-key-in-body.ts';
import { apiKeyInQuery } from './rules/api-key-in-query.ts';
import { apiKeySentTwice } from './rules/api-key-sent-twice.ts';
import { clientKeyMalformed } from './rules/client-key-malformed.ts';
import { clientKeyPlaceholder } from './rules/client-key-placeholder.ts';
import { clientUsernameMissing } from './rules/client-username-missing.ts';
import { hardcodedAccessToken } from './rules/hardcoded-access-token.ts';
import { hardcodedApiKey } from './rules/hardcoded-api-key.ts';
import { hardcodedClientSecret } from './rules/hardcoded-client-secret.ts';
import { hardcodedOauthToken } from './rules/hardcoded-oauth-token.ts';

/** Every rule on credentials in source text. A new one is a file in rules/ and a line here. */
export const CREDENTIAL_RULES = [
  hardcodedAccessToken,
  hardcodedOauthToken,
  hardcodedClientSecret,
  hardcodedApiKey,
  apiKeyInQuery,
  apiKeyInBody,
  apiKeySentTwice,
  clientKeyMalformed,
  clientUsernameMissing,
  clientKeyPlaceholder,
] as const;
