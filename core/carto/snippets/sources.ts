import { firstUse } from '../first-use.ts';
import { JAVASCRIPT } from './literals.ts';
import type { CredentialText, TokenSubject } from './snippet.ts';

/** A call of a function of @carto/api-client. */
export interface SourceCall {
  readonly name: 'vectorTableSource' | 'vectorQuerySource' | 'query';
  /** Its code, whose lines after the first are indented by two blanks. */
  write(credential: CredentialText): string;
}

/**
 * The call that does the first thing a token can do. Whether a table holds H3 or quadbin cells is not known, so that it
 * is read as geometry. Source: @carto/api-client, its source functions.
 */
export function sourceCall(subject: TokenSubject): SourceCall | undefined {
  const use = firstUse(subject);
  if (!use || use.api === 'lds' || use.api === 'imports') return undefined;
  const source = 'query' in use ? { sqlQuery: use.query } : { tableName: use.table };
  const name =
    'table' in use ? 'vectorTableSource' : use.api === 'maps' ? 'vectorQuerySource' : 'query';
  const texts = (options: Readonly<Record<string, string>>) =>
    Object.entries(options).map(([option, text]) => `${option}: ${JAVASCRIPT.text(text)}`);
  return {
    name,
    write: (credential) =>
      [
        `${name}({`,
        ...[
          ...texts({ apiBaseUrl: subject.apiBaseUrl }),
          `accessToken: ${JAVASCRIPT.credential(credential)}`,
          ...texts({ connectionName: use.connection, ...source }),
        ].map((option) => `  ${option},`),
        '})',
      ].join('\n'),
  };
}
