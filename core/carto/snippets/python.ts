import { PYTHON } from './literals.ts';
import { keyRequest, type SampleRequest, tokenRequest } from './request.ts';
import type { CredentialText, Snippet } from './snippet.ts';

/** A request with Python's requests: Bearer for a token, Basic for a key. */
export const python: Snippet = {
  id: 'python',
  name: 'Python requests',
  language: 'python',
  forToken(subject) {
    const request = tokenRequest(subject);
    return (
      request &&
      ((credential) => {
        const authorization = { Authorization: PYTHON.credential(credential, 'Bearer ') };
        return script(credential, request, authorization, []);
      })
    );
  },
  forKey(subject) {
    const request = keyRequest(subject);
    return (
      request &&
      ((credential) => {
        const user = PYTHON.text(subject.username);
        return script(credential, request, {}, [
          `auth=(${user}, ${PYTHON.credential(credential)})`,
        ]);
      })
    );
  },
};

/**
 * @param authorization headers, by their names, as code
 * @param more arguments, as code
 */
function script(
  credential: CredentialText,
  { method, url, parameters, headers }: SampleRequest,
  authorization: Readonly<Record<string, string>>,
  more: readonly string[],
): string {
  const sent = { ...authorization, ...texts(headers) };
  const lines = [
    PYTHON.text(url),
    `${method === 'GET' ? 'params' : 'json'}=${dictionary(texts(parameters))}`,
    ...(Object.keys(sent).length > 0 ? [`headers=${dictionary(sent)}`] : []),
    ...more,
    'timeout=30',
  ];
  return [
    ...(credential.kind === 'variable' ? ['import os', ''] : []),
    'import requests',
    '',
    `response = requests.${method === 'GET' ? 'get' : 'post'}(`,
    ...lines.map((line) => `    ${line},`),
    ')',
    'response.raise_for_status()',
    'print(response.json())',
  ].join('\n');
}

function texts(values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, PYTHON.text(value)]),
  );
}

/** @param values as code */
function dictionary(values: Readonly<Record<string, string>>): string {
  const entries = Object.entries(values).map(([name, value]) => `${PYTHON.text(name)}: ${value}`);
  return `{${entries.join(', ')}}`;
}
