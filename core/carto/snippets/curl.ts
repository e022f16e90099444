import { SHELL } from './literals.ts';
import { keyRequest, type SampleRequest, tokenRequest } from './request.ts';
import type { Snippet } from './snippet.ts';

/** A request from the command line. */
export const curl: Snippet = {
  id: 'curl',
  name: 'curl',
  language: 'shellscript',
  forToken(subject) {
    const request = tokenRequest(subject);
    return (
      request &&
      ((credential) =>
        command(request, `--header ${SHELL.credential(credential, 'Authorization: Bearer ')}`))
    );
  },
  forKey(subject) {
    const request = keyRequest(subject);
    return (
      request &&
      ((credential) =>
        command(request, `--user ${SHELL.credential(credential, `${subject.username}:`)}`))
    );
  },
};

/** @param authorization the option that says who asks */
function command(request: SampleRequest, authorization: string): string {
  const { method, url, parameters, headers } = request;
  const sent = Object.entries(
    method === 'POST' ? { 'Content-Type': 'application/json', ...headers } : headers,
  );
  return [
    `curl${method === 'GET' ? ' --get' : ''} ${SHELL.text(url)}`,
    authorization,
    ...sent.map(([name, value]) => `--header ${SHELL.text(`${name}: ${value}`)}`),
    ...(method === 'POST'
      ? [`--data ${SHELL.text(JSON.stringify(parameters))}`]
      : Object.entries(parameters).map(
          ([name, value]) => `--data-urlencode ${SHELL.text(`${name}=${value}`)}`,
        )),
  ].join(' \\\n  ');
}
