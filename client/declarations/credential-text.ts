import { redact } from '../../core/credentials/redact.ts';
import { declarationText } from '../../core/declarations/body.ts';
import type { Credential } from '../accounts/credentials.ts';

/** The declaration of a credential that there is: what it is restricted by, never what it opens anything with. */
export function credentialText(credential: Credential): string {
  const { cartoName } = credential;
  // By mistake it may hold a secret.
  const name = cartoName !== undefined && redact(cartoName) === cartoName ? cartoName : undefined;
  if (credential.kind === 'key') {
    return declarationText({ name: name ?? credential.name, grants: credential.grants ?? [] });
  }
  const { apis, grants, referers, expires } = credential;
  return declarationText({
    ...(name === undefined ? {} : { name }),
    // What CARTO does not tell is left out: an empty list would say that there is nothing.
    allowed_apis: apis,
    // CARTO may answer more of a grant than it takes.
    grants: grants?.map(({ connection_name, source }) => ({ connection_name, source })),
    referers,
    ...(expires === undefined ? {} : { expiration_date: expires }),
  });
}
