import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { suppressionUnused } from '../../core/credentials/rules/suppression-unused.ts';
import { CREDENTIAL_RULES } from '../../core/credentials/rules.ts';
import { parseDeclaration } from '../../core/declarations/parse.ts';
import { DECLARATION_RULES } from '../../core/declarations/rules.ts';
import { defaults, inspect, inspectDeclaration, RULES } from '../../core/inspect.ts';
import { accessToken, apiKey, clientSecret, oauthToken } from '../support/synthetic.ts';

const PAGE = readFileSync('docs/rules.md', 'utf8');

/** The text below a rule's heading, up to the next heading. */
function section(rule: string): string {
  const [, below = ''] = PAGE.split(`\n## ${rule}\n`);
  return below.split(/^#{1,2} /m)[0] ?? '';
}

function rulesOn(text: string): string[] {
  const start = { line: 0, character: 0 };
  const problems = inspectDeclaration(parseDeclaration(text), {
    ...defaults(new Date('2026-01-01')),
    // As the page says of the rule on names: another file declares this one.
    namesakes: (_, name) =>
      name === 'storefront-map'
        ? [{ uri: 'file:///other', path: 'other', range: { start, end: start } }]
        : [],
  });
  return problems.map(({ rule }) => rule);
}

describe.each(DECLARATION_RULES.map(({ id }) => id))('the page on %s', (rule) => {
  const examples = Array.from(
    section(rule).matchAll(/^```json\n([\s\S]*?)^```$/gm),
    ([, example = '']) => example,
  );

  it('has a bad example that the rule finds', () => {
    expect(examples.length).toBeGreaterThan(1);
    expect(rulesOn(examples[0] ?? '')).toContain(rule);
  });

  it('has a good example that the rule leaves alone', () => {
    expect(rulesOn(examples.at(-1) ?? '')).not.toContain(rule);
  });
});

describe.each([...CREDENTIAL_RULES, suppressionUnused].map(({ id }) => id))(
  'the page on %s',
  (rule) => {
    const examples = Array.from(
      section(rule).matchAll(/^```\w+\n([\s\S]*?)^```$/gm),
      ([, example = '']) => rulesIn(whole(example, rule)),
    );

    it('has a bad example that the rule finds', () => {
      expect(examples.length).toBeGreaterThan(1);
      expect(examples[0]).toContain(rule);
    });

    it('has a good example that no rule on credentials finds anything in', () => {
      expect(examples.at(-1)).toEqual([]);
    });
  },
);

/** An example with its credentials, of which the page shows only the beginning. */
function whole(example: string, rule: string): string {
  const token = rule === 'hardcoded-oauth-token' ? oauthToken() : accessToken();
  return [token, apiKey('hex'), clientSecret()].reduce(
    (text, secret) => text.replaceAll(`${secret.slice(0, 6)}…`, secret),
    example,
  );
}

function rulesIn(text: string): string[] {
  return inspect({ text, isDeclaration: false }).map(({ rule }) => rule);
}

it.each(RULES.map(({ id }) => id))('the page on %s has all of its parts', (rule) => {
  const text = section(rule);
  expect(text).toContain('\n**Why.** ');
  expect(text).toContain('\n**Instead**');
  expect(text).toContain('\n**Fixes**: ');
  expect(text).toContain(`\n**Switch off**: \`"cartotoken.rules": { "${rule}": "off" }\`\n`);
});
