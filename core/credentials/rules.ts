import { hardcodedAccessToken } from './rules/hardcoded-access-token.ts';

/** Every rule on credentials in source text. A new one is a file in rules/ and a line here. */
export const CREDENTIAL_RULES = [hardcodedAccessToken] as const;
