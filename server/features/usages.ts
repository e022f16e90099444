import type { DeclarationKind } from '../../core/declarations/declaration.ts';
import type { SoughtCredential, Usage } from '../protocol.ts';
import { range } from '../ranges.ts';
import { type Declared, isToken } from '../workspace/declarations.ts';

const DECLARED_AS: Readonly<Record<SoughtCredential['kind'], DeclarationKind>> = {
  token: 'access-token',
  key: 'api-key',
};

/** Where the names of credentials are declared. A token that is open as a file is the credential itself. */
export function declaredUsages(
  credentials: readonly SoughtCredential[],
  all: readonly Declared[],
): Usage[] {
  const declarations = all.filter(({ uri }) => !isToken(uri));
  return credentials.flatMap(({ fingerprint, kind, name }) =>
    declarations.flatMap(({ uri, document, declaration }) => {
      const declared = declaration.kind === DECLARED_AS[kind] ? declaration.name : undefined;
      return declared && declared.value === name
        ? [{ fingerprint, uri, range: range(document, declared.span) }]
        : [];
    }),
  );
}
