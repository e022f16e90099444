import { expect, it } from 'vitest';
import { findIn } from '../../core/credentials/find.ts';
import { fingerprintOf } from '../../core/credentials/fingerprint.ts';
import {
  fingerprintEntry,
  isIgnoreFile,
  parseIgnoreFile,
} from '../../core/credentials/ignore-file.ts';
import { defaults, inspectIgnoreFile } from '../../core/inspect.ts';
import { applyEdits } from '../../core/text-edits.ts';
import { apiKey, clientSecret } from '../support/synthetic.ts';

const FINGERPRINT = fingerprintOf(apiKey('hex'));

it.each([
  ['/examples/', 'pattern', '/examples/', undefined],
  ['!*.js -- all but these', 'pattern', '!*.js', 'all but these'],
  ['a--b', 'pattern', 'a--b', undefined],
  ['\\#a', 'pattern', '\\#a', undefined],
  [`sha256:${FINGERPRINT}`, 'fingerprint', FINGERPRINT, undefined],
  [
    `  sha256: ${FINGERPRINT.toUpperCase()}  -- demo -- of us `,
    'fingerprint',
    FINGERPRINT,
    'demo -- of us',
  ],
  [fingerprintEntry(FINGERPRINT, 'demo'), 'fingerprint', FINGERPRINT, 'demo'],
  [`sha256:${FINGERPRINT.slice(1)}`, 'malformed', FINGERPRINT.slice(1), undefined],
  ['sha256:', 'malformed', '', undefined],
])('an entry is %j', (line, kind, value, reason) => {
  const text = `# comment\r\n\r\n${line}\r\n`;
  expect(parseIgnoreFile(text)).toMatchObject([{ kind, value, reason }]);
  const [entry] = parseIgnoreFile(text);
  expect(line.startsWith(text.slice(entry?.span.start, entry?.span.end))).toBe(true);
  expect(text.slice(entry?.line.start, entry?.line.end)).toBe(`${line}\r\n`);
});

it('a fingerprint is no credential itself, also of one that CARTO is named beside', () => {
  const entries = [apiKey('hex'), apiKey('base64url'), clientSecret()]
    .map((secret) =>
      fingerprintEntry(fingerprintOf(secret), 'hardcoded-client-secret, carto_api_key'),
    )
    .join('\n');
  expect(findIn(`# carto_client_secret, https://atlas.carto.com/api/v2/sql\n${entries}\n`)).toEqual(
    [],
  );
});

it('what no credential can have is said, with what is wrong', () => {
  const text = `sha256:${FINGERPRINT.slice(1)}\nsha256:what\nsha256:${FINGERPRINT}\n*.js\n`;
  const problems = inspectIgnoreFile(parseIgnoreFile(text), defaults());
  expect(problems.map(({ rule }) => rule)).toEqual(['suppression-unused', 'suppression-unused']);
  expect(problems[0]?.message).toContain('and this has 63.');
  expect(problems[1]?.message).toContain('and this holds something else.');
  const edits = problems.flatMap((problem) => problem.fixes().flatMap((fix) => fix.edits));
  expect(applyEdits(text, edits)).toBe(`sha256:${FINGERPRINT}\n*.js\n`);
});

it('what does nothing is said by who knows, but where the rule is off', () => {
  const entries = parseIgnoreFile(`sha256:${FINGERPRINT}\n*.js\n`);
  const messages = (severities = {}) =>
    inspectIgnoreFile(entries, { ...defaults(), severities }, () => true).map(
      ({ message }) => message,
    );
  expect(messages()).toEqual([
    expect.stringContaining('holds the credential'),
    expect.stringContaining('matches "*.js"'),
  ]);
  expect(messages({ 'suppression-unused': 'off' })).toEqual([]);
});

it.each([
  ['.cartotokenignore', true],
  ['file:///a/.cartotokenignore', true],
  ['C:\\a\\.cartotokenignore', true],
  ['/a/b.cartotokenignore', false],
  ['/a/.cartotokenignore/b', false],
])('%s is one: %s', (path, is) => {
  expect(isIgnoreFile(path)).toBe(is);
});
