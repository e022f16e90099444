import { describe, expect, it } from 'vitest';
import { fingerprintOf } from '../../core/credentials/fingerprint.ts';
import { lookAt } from '../../core/credentials/look.ts';
import { LONGEST_LINE } from '../../core/credentials/suppressions.ts';
import { type Conditions, defaults, inspect, judge } from '../../core/inspect.ts';
import { applyEdits } from '../../core/text-edits.ts';
import { accessToken, apiKey } from '../support/synthetic.ts';
import { growth } from '../support/work.ts';

const TOKEN = accessToken();
const KEY = apiKey('hex');
const NOW = new Date('2026-11-25');
const CODE = `const token = '${TOKEN}';`;
/** Two rules in one line: a key, and how it is sent. */
const SENT = `get('https://atlas.carto.com/api/v2/sql?q=1&api_key=${KEY}')`;

function judged(text: string, more: Partial<Conditions> = {}) {
  const { problems, suppressed } = judge(lookAt(text), { ...defaults(NOW), ...more });
  return {
    problems: problems.map(({ rule }) => rule),
    suppressed: suppressed.map(({ problem, how, reason }) => `${problem.rule} ${how} ${reason}`),
  };
}

const suppressed = (text: string) => judged(text).problems.length === 0;

describe('a comment', () => {
  it.each([
    ['the line above', `// cartotoken-disable-next-line hardcoded-access-token\n${CODE}`],
    ['its own line', `${CODE} // cartotoken-disable-line hardcoded-access-token`],
    ['no rule', `# cartotoken-disable-next-line\n${CODE}`],
    [
      'several rules',
      `-- cartotoken-disable-next-line api-key-in-query , hardcoded-api-key\n${SENT}`,
    ],
    [
      'several comments',
      `// cartotoken-disable-next-line api-key-in-query\n${SENT} // cartotoken-disable-line hardcoded-api-key`,
    ],
    ['a block', `/* cartotoken-disable-next-line hardcoded-access-token */\r\n${CODE}\r\n`],
    ['HTML', `<!-- cartotoken-disable-next-line hardcoded-access-token -- a -- b-->\n${CODE}`],
    ['JSX', `{/* cartotoken-disable-next-line hardcoded-access-token*/}\n${CODE}`],
    ['a notebook', `"# cartotoken-disable-next-line hardcoded-access-token\\n",\n"${CODE}"`],
    [
      'others between',
      `// cartotoken-disable-next-line\n// eslint-disable-next-line x\n// @ts-ignore\n${CODE}`,
    ],
    [
      'a finding in pieces',
      `// cartotoken-disable-next-line\nconst a = '${TOKEN.slice(0, 40)}' +\n  '${TOKEN.slice(40)}';`,
    ],
    ['Gitleaks', `${CODE} // gitleaks:allow`],
    ['TruffleHog', `${CODE} // trufflehog:ignore`],
    ['detect-secrets', `${CODE} // pragma: allowlist secret`],
    ['detect-secrets, above', `# pragma: allowlist nextline secret\n${CODE}`],
    ['secretlint', `${CODE} // secretlint-disable-line`],
    ['secretlint, above', `// secretlint-disable-next-line\n${CODE}`],
  ])('of %s suppresses', (_, text) => {
    expect(suppressed(text)).toBe(true);
  });

  it.each([
    ['another rule', `// cartotoken-disable-next-line hardcoded-api-key\n${CODE}`],
    ['two lines above', `// cartotoken-disable-next-line\n\n${CODE}`],
    ['the line below', `${CODE}\n// cartotoken-disable-line`],
    [
      'a comment between',
      `// cartotoken-disable-next-line\n// const token = '${accessToken({ seed: '1' })}';\n${CODE}`,
    ],
    ['a word that only begins so', `// cartotoken-disable-next-lines\n${CODE}`],
    ['a neighbour, of the line below', `// gitleaks:allow\n${CODE}`],
    ['a credential in its own words', `// cartotoken-disable-next-line -- ${TOKEN}`],
    ['one rule of two', `// cartotoken-disable-next-line api-key-in-query\n${SENT}`],
  ])('of %s does not', (_, text) => {
    expect(suppressed(text)).toBe(false);
  });

  it('counts in no line that a program wrote', () => {
    const long = (length: number) => `a='gitleaks:allow';${CODE}`.padEnd(length, ';');
    expect(suppressed(long(LONGEST_LINE))).toBe(true);
    expect(suppressed(long(LONGEST_LINE + 1))).toBe(false);
    expect(suppressed(`// cartotoken-disable-next-line\n${CODE.padEnd(9000, ';')}`)).toBe(true);
  });

  it.each([
    ['-- why', 'why'],
    ['— why', 'why'],
    ['- why', 'why'],
    ['-- why -- because */', 'why -- because'],
    ['-- why -->', 'why'],
    ['-- why */}', 'why'],
    ['-- why \\n",', 'why'],
    [': why', 'why'],
    ['because', 'undefined'],
    ['*/', 'undefined'],
  ])('with %j has the reason %s', (end, reason) => {
    const text = `// cartotoken-disable-next-line hardcoded-access-token ${end}\n${CODE}`;
    expect(judged(text).suppressed).toEqual([`hardcoded-access-token comment ${reason}`]);
  });

  it('of no finding costs a text with neither nothing, and is in no look', () => {
    expect(lookAt('// gitleaks:allow\n')).toEqual({ findings: [], suppressions: [] });
    expect(structuredClone(lookAt(`${CODE} // cartotoken-disable-line`))).toEqual(
      lookAt(`${CODE} // cartotoken-disable-line`),
    );
  });
});

describe('an ignore file', () => {
  it('suppresses a credential by its fingerprint, and nothing else', () => {
    const ignoredCredential = (fingerprint: string) =>
      fingerprint === fingerprintOf(KEY) ? { reason: 'demo' } : undefined;
    expect(judged(`${SENT}\n${CODE}`, { ignoredCredential })).toEqual({
      problems: ['api-key-in-query', 'hardcoded-access-token'],
      suppressed: ['hardcoded-api-key ignore-file demo'],
    });
  });
});

describe('what suppresses nothing', () => {
  /** The problems, and the text after the fix of the first. */
  function unused(text: string, severities: Conditions['severities'] = {}) {
    const problems = inspect({ text, isDeclaration: false }, { ...defaults(NOW), severities });
    const [first] = problems.filter(({ rule }) => rule === 'suppression-unused');
    const [fix] = first?.fixes() ?? [];
    return (
      first && {
        at: text.slice(first.span.start, first.span.end),
        title: fix?.title,
        fixed: applyEdits(text, fix?.edits ?? []),
      }
    );
  }

  it.each([
    ['a\n  // cartotoken-disable-next-line -- x\nb\n', 'a\nb\n'],
    ['a\r\n# cartotoken-disable-next-line\r\nb', 'a\r\nb'],
    ['a  // cartotoken-disable-line hardcoded-api-key -- x\r\nb', 'a\r\nb'],
    ['a\n<!-- cartotoken-disable-line -->', 'a'],
    ['a /* cartotoken-disable-line -- x */ b', 'a  b'],
    ['/*\n * a\n * cartotoken-disable-next-line\n */', '/*\n * a\n */'],
    ["' cartotoken-disable-next-line\nb", 'b'],
  ])('is removed: %j', (text, fixed) => {
    expect(unused(text)).toMatchObject({ title: 'Remove the comment', fixed });
  });

  it('is a rule among others, which goes with its comma', () => {
    const of = (rules: string) =>
      unused(`// cartotoken-disable-next-line ${rules} -- x\n${CODE}\n`);
    const right = `// cartotoken-disable-next-line hardcoded-access-token -- x\n${CODE}\n`;
    expect(of('hardcoded-access-token')).toBe(undefined);
    for (const rules of [
      'hardcoded-api-key, hardcoded-access-token',
      'hardcoded-access-token, hardcoded-api-key',
    ]) {
      expect(of(rules)).toEqual({
        at: 'hardcoded-api-key',
        title: 'Remove "hardcoded-api-key" from the comment',
        fixed: right,
      });
    }
  });

  it('is a rule that does not exist, with the one that was meant', () => {
    expect(unused(`// cartotoken-disable-next-line hardcoded-acess-token\n${CODE}`)).toEqual({
      at: 'hardcoded-acess-token',
      title: 'Replace with "hardcoded-access-token"',
      fixed: `// cartotoken-disable-next-line hardcoded-access-token\n${CODE}`,
    });
    expect(unused('// cartotoken-disable-next-line fine')).toMatchObject({ at: 'fine', fixed: '' });
  });

  it('is not what a rule is named for that is switched off', () => {
    const off = { 'hardcoded-access-token': 'off' } as const;
    expect(unused('// cartotoken-disable-line hardcoded-access-token', off)).toBe(undefined);
    expect(unused(`${CODE} // cartotoken-disable-line`, off)).toBe(undefined);
    expect(unused('// cartotoken-disable-line', off)).not.toBe(undefined);
    expect(unused('// cartotoken-disable-line', { 'suppression-unused': 'off' })).toBe(undefined);
  });

  it.each([
    'const marker = "// cartotoken-disable-line";',
    "x = ['cartotoken-disable-next-line']",
    'Write `cartotoken-disable-next-line <rule> -- reason` above it.',
    '// gitleaks:allow',
    '// secretlint-disable-next-line',
    '# pragma: allowlist secret',
    '/* cartotoken-disable-next-line\n */',
  ])('is said of no mention and no other tool: %j', (text) => {
    expect(unused(`${text}\nx\n`)).toBe(undefined);
  });
});

it.each([
  '// cartotoken-disable-next-line ',
  'cartotoken-disable-line\n',
  `cartotoken-disable-line ${'a, '.repeat(40)}`,
  `${'/'.repeat(200)} cartotoken-disable-line `,
  `cartotoken-disable-line --${' '.repeat(3000)}\n`,
  `${' '.repeat(3000)}/* cartotoken-disable-line\n`,
  `${CODE} // cartotoken-disable-line`,
  `${CODE} // gitleaks:allow\n`,
])('a megabyte of %j takes no more than its length', (part) => {
  const factor = growth(250_000, (size) => {
    const text = part.repeat(Math.ceil(size / part.length));
    return () => judge(lookAt(text), defaults(NOW));
  });
  expect(factor).toBeLessThan(2.5);
});
