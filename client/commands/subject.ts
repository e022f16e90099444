import type { Subject } from '../../core/carto/snippets/snippet.ts';
import { suggestedVariable } from '../../core/dotenv.ts';
import { withAccount } from '../accounts/account-failure.ts';
import type { CredentialNode } from '../tokens/node.ts';
import type { CommandContext } from './context.ts';

/** What snippets are written for: a credential, and where it is used. @throws AccountFailure where its account cannot be opened */
export function subjectOf(
  { accounts }: Pick<CommandContext, 'accounts'>,
  { account, credential }: CredentialNode,
): Promise<Subject> {
  return withAccount(account, async () => {
    const { carto, engine } = await accounts.access(account);
    const variable = suggestedVariable(credential, '');
    if (credential.kind === 'token') {
      const { apis, grants, referers } = credential;
      const { baseUrl } = there(carto);
      return { kind: 'token', apiBaseUrl: baseUrl, apis, grants, referers, variable };
    }
    const { type, grants } = credential;
    const { baseUrl, username } = there(engine);
    return { kind: 'key', baseUrl, username, type, grants, variable };
  });
}

/** What a credential was listed by is there. */
function there<T>(api: T | undefined): T {
  if (api === undefined) throw new Error('The account is another than the credential is of.');
  return api;
}
