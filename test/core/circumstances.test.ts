import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Circumstances, Namesake } from '../../core/declarations/circumstances.ts';
import { parseDeclaration } from '../../core/declarations/parse.ts';
import { DECLARATION_RULES } from '../../core/declarations/rules.ts';
import { defaults, inspectDeclaration, type RuleId } from '../../core/inspect.ts';
import type { Severities } from '../../core/problem.ts';
import { applyEdits } from '../../core/text-edits.ts';
import { filesBelow } from '../support/files-below.ts';

/** What the cases in test/fixtures/declarations do not show: what rules say depends on more than the text. */
function inspect(
  text: string,
  circumstances: Partial<Circumstances> & { severities?: Severities } = {},
) {
  const now = new Date('2026-01-01T12:00:00Z');
  return inspectDeclaration(parseDeclaration(text), { ...defaults(now), ...circumstances });
}

/** What one rule says, with the text that each of its fixes makes. */
function say(rule: RuleId, declaration: object, circumstances: Partial<Circumstances> = {}) {
  const text = JSON.stringify(declaration);
  return inspect(text, circumstances)
    .filter((problem) => problem.rule === rule)
    .map(({ span, message, fixes, related }) => ({
      at: text.slice(span.start, span.end),
      message,
      related,
      fixes: fixes().map(({ title, confidence, edits }) => ({
        title,
        confidence,
        mended: JSON.parse(applyEdits(text, edits)),
      })),
    }));
}

describe('name-duplicate', () => {
  const TOKEN = { name: 'storefront', allowed_apis: ['lds'] };
  const range = { start: { line: 1, character: 11 }, end: { line: 1, character: 21 } };
  const file = (path: string): Namesake => ({ uri: `file:///workspace/${path}`, path, range });
  const others = (files: readonly Namesake[], ...taken: string[]) => ({
    namesakes: (kind: string, name: string) =>
      kind === 'access-token' && ['storefront', ...taken].includes(name) ? files : [],
  });

  it('points to the other file and offers a free name', () => {
    const found = say('name-duplicate', TOKEN, others([file('b.cartotoken.json')]));
    expect(found).toEqual([
      {
        at: 'storefront',
        message:
          'The name "storefront" is declared in b.cartotoken.json, too, and names are unique in an account: CARTO refuses the ' +
          'second. Rename one of them.',
        related: [
          {
            uri: 'file:///workspace/b.cartotoken.json',
            range,
            message: 'The same name is declared here.',
          },
        ],
        fixes: [
          {
            title: 'Rename to "storefront-2"',
            confidence: 'possible',
            mended: { ...TOKEN, name: 'storefront-2' },
          },
        ],
      },
    ]);
  });

  it('names few of many files, and points to all', () => {
    const files = ['b', 'c', 'd', 'e'].map((name) => file(`${name}.cartotoken.json`));
    const [found] = say('name-duplicate', TOKEN, others(files));
    expect(found?.message).toContain(
      'in b.cartotoken.json, c.cartotoken.json, and d.cartotoken.json and other files, too,',
    );
    expect(found?.related).toHaveLength(4);
  });

  it('offers no name that is taken, too', () => {
    const circumstances = others([file('b.cartotoken.json')], 'storefront-2', 'storefront-3');
    const [found] = say('name-duplicate', TOKEN, circumstances);
    expect(found?.fixes.map(({ title }) => title)).toEqual(['Rename to "storefront-4"']);
  });

  it('compares declarations of a kind, and names that are there', () => {
    const circumstances = others([file('b.cartotoken.json')], '', ' ');
    const key = { name: 'storefront', grants: [{ type: 'apis', apis: ['sql'] }] };
    expect(say('name-duplicate', key, circumstances)).toEqual([]);
    expect(say('name-duplicate', { ...TOKEN, name: ' ' }, circumstances)).toEqual([]);
    expect(say('name-duplicate', { ...TOKEN, name: 'Storefront' }, circumstances)).toEqual([]);
    expect(say('name-duplicate', TOKEN)).toEqual([]);
  });
});

describe('grant-connection-missing, with an account signed in', () => {
  const grant = (connection: string) => ({
    allowed_apis: ['maps'],
    grants: [{ connection_name: connection, source: 'a.b.c' }],
  });
  const many = Array.from({ length: 12 }, (_, index) => `warehouse number ${index}`);

  it.each<[string, readonly string[], string, ...string[]]>([
    [
      'carto_dv',
      ['carto_dw', 'postgres'],
      'The account has no connection "carto_dv". Did you mean "carto_dw"?',
      'preferred: Replace by "carto_dw"',
    ],
    [
      ' carto_dw',
      ['carto_dw', 'postgres'],
      'The account has no connection "carto_dw" with blanks around it. Did you mean "carto_dw"?',
      'preferred: Replace by "carto_dw"',
    ],
    [
      'snowflake',
      ['carto_dw', 'postgres'],
      'The account has no connection "snowflake". It has "carto_dw" or "postgres".',
      'possible: Replace by "carto_dw"',
      'possible: Replace by "postgres"',
    ],
    [
      'snowflake',
      ['carto_dw'],
      'The account has no connection "snowflake". It has "carto_dw".',
      'preferred: Replace by "carto_dw"',
    ],
    ['snowflake', [], 'The account has no connection "snowflake". It has none.'],
    [
      'snowflake',
      many,
      `The account has no connection "snowflake". It has ${new Intl.ListFormat('en', {
        type: 'disjunction',
      }).format(many.slice(0, 10).map((name) => `"${name}"`))}, among others.`,
      ...many.slice(0, 10).map((name) => `possible: Replace by "${name}"`),
    ],
    [
      '',
      ['carto_dw', 'postgres'],
      'The connection is empty, so CARTO cannot tell which warehouse is meant. Write its name as CARTO lists it under ' +
        'Connections, such as "carto_dw".',
      'possible: Replace by "carto_dw"',
      'possible: Replace by "postgres"',
    ],
  ])('%j of %j', (connection, connections, message, ...fixes) => {
    const [found, ...more] = say('grant-connection-missing', grant(connection), { connections });
    expect(more).toEqual([]);
    expect(found?.at).toBe(connection);
    expect(found?.message).toBe(message);
    expect(found?.fixes.map(({ title, confidence }) => `${confidence}: ${title}`)).toEqual(fixes);
    for (const { mended } of found?.fixes ?? []) {
      expect(connections).toContain(mended.grants[0].connection_name);
    }
  });

  it('is silent on a connection that is there', () => {
    const found = say('grant-connection-missing', grant('carto_dw'), { connections: ['carto_dw'] });
    expect(found).toEqual([]);
  });
});

describe('the setting cartotoken.referers.trailingSlash', () => {
  const referers = (...list: string[]) => ({ allowed_apis: ['maps'], referers: list });

  it('forbids the slash', () => {
    const declaration = referers('https://a.example/', 'https://b.example', 'https://c.example/*');
    const found = say('referer-trailing-slash', declaration, { trailingSlash: 'forbid' });
    expect(found).toEqual([
      {
        at: 'https://a.example/',
        message:
          '"https://a.example/" ends in a slash, and the setting cartotoken.referers.trailingSlash forbids it. ' +
          'Write "https://a.example".',
        related: [],
        fixes: [
          {
            title: 'Remove the trailing slash: https://a.example',
            confidence: 'safe',
            mended: referers('https://a.example', 'https://b.example', 'https://c.example/*'),
          },
        ],
      },
    ]);
  });

  it('wants both', () => {
    const declaration = referers(
      'https://a.example/',
      'https://b.example',
      'https://c.example/',
      'https://c.example',
    );
    const found = say('referer-trailing-slash', declaration, { trailingSlash: 'both' });
    expect(found.map(({ at, message, fixes: [fix] }) => [at, message, fix])).toEqual([
      [
        'https://a.example/',
        '"https://a.example/" stands alone, and the setting cartotoken.referers.trailingSlash wants both ways of writing: ' +
          'add "https://a.example".',
        {
          title: 'Add its twin: https://a.example',
          confidence: 'safe',
          mended: referers(
            'https://a.example/',
            'https://a.example',
            ...declaration.referers.slice(1),
          ),
        },
      ],
      [
        'https://b.example',
        '"https://b.example" stands alone, and the setting cartotoken.referers.trailingSlash wants both ways of writing: ' +
          'add "https://b.example/".',
        {
          title: 'Add its twin: https://b.example/',
          confidence: 'safe',
          mended: referers(
            ...declaration.referers.slice(0, 2),
            'https://b.example/',
            ...declaration.referers.slice(2),
          ),
        },
      ],
    ]);
  });

  it.each([
    ['require', 'https://example.com/'],
    ['both', 'https://example.com/'],
    ['forbid', 'https://example.com'],
  ] as const)('%s is kept by the fixes of other rules', (trailingSlash, expected) => {
    const [path] = say('referer-path', referers('https://example.com/a'), { trailingSlash });
    expect(path?.message).toContain(`Write "${expected}".`);
    expect(path?.fixes.map(({ mended }) => mended.referers)).toEqual([[expected]]);
    const [missing] = say('referer-missing', referers(), { trailingSlash });
    expect(missing?.fixes[0]?.mended.referers).toEqual([expected]);
  });
});

describe('the name of the file', () => {
  const KEY = { grants: [{ type: 'apis', apis: ['sql'] }] };

  it('is not offered where there is none', () => {
    expect(say('name-missing', { allowed_apis: ['lds'] })[0]?.fixes).toEqual([]);
    expect(say('key-name-missing', KEY)[0]?.fixes).toEqual([]);
    expect(say('key-name-reserved', { name: 'Master', ...KEY })[0]?.fixes).toEqual([
      {
        title: 'Rename to "Master key"',
        confidence: 'possible',
        mended: { name: 'Master key', ...KEY },
      },
    ]);
  });

  it('is not offered where it is reserved', () => {
    const [found] = say('key-name-reserved', { name: 'Master', ...KEY }, { fileName: 'master' });
    expect(found?.fixes.map(({ title }) => title)).toEqual(['Rename to "Master key"']);
  });
});

describe('severities', () => {
  const TEXT = JSON.stringify({
    name: 'a',
    allowed_apis: ['MAPS'],
    referers: ['http://b.example/'],
  });
  const found = (severities: Severities) =>
    inspect(TEXT, { severities }).map(({ rule, severity }) => `${rule}: ${severity}`);

  it('are those of the rules, of their circumstances, and of the user', () => {
    expect(found({})).toEqual(['api-unknown: error', 'referer-insecure: information']);
    expect(found({ 'referer-insecure': 'error', 'api-unknown': 'off' })).toEqual([
      'referer-insecure: error',
    ]);
    const everything = JSON.stringify({ grants: [{ connection_name: 'a', source: '*' }] });
    const [wide] = inspect(everything).filter(({ rule }) => rule === 'grant-all-sources');
    expect(wide?.severity).toBe('error');
    const [hinted] = inspect(everything, { severities: { 'grant-all-sources': 'hint' } }).filter(
      ({ rule }) => rule === 'grant-all-sources',
    );
    expect(hinted?.severity).toBe('hint');
  });
});

describe('the cases in test/fixtures/declarations', () => {
  const cases = filesBelow('test/fixtures/declarations', '.cartotoken.json').map((file) => {
    const text = readFileSync(file, 'utf8');
    const rule = path.basename(path.dirname(file));
    return { file, rule, text, problems: inspect(text, { fileName: 'storefront-map' }) };
  });

  it.each(DECLARATION_RULES.map(({ id }) => id))('%s has cases of both kinds', (rule) => {
    const own = cases.filter((each) => each.rule === rule);
    const speaks = own.map(({ problems }) => problems.some((problem) => problem.rule === rule));
    expect(speaks).toContain(false);
    // Whether a name is declared elsewhere no text says.
    if (rule !== 'name-duplicate') expect(speaks).toContain(true);
  });

  it.each(cases)('$file is still JSON after each fix', ({ text, problems }) => {
    for (const { span, fixes } of problems) {
      expect(span.start).toBeGreaterThanOrEqual(0);
      expect(span.end).toBeGreaterThanOrEqual(span.start);
      expect(span.end).toBeLessThanOrEqual(text.length);
      for (const { edits, newFile } of fixes()) {
        expect(() => JSON.parse(applyEdits(text, edits))).not.toThrow();
        if (newFile) expect(() => JSON.parse(newFile.text)).not.toThrow();
      }
    }
  });

  it.each(cases.filter(({ text }) => text.includes('\n')))(
    '$file is judged and mended alike where lines end in CRLF',
    ({ text, problems }) => {
      const windows = (lines: string) => lines.replaceAll('\n', '\r\n');
      const others = inspect(windows(text), { fileName: 'storefront-map' });
      expect(others.map(({ rule, message }) => [rule, message])).toEqual(
        problems.map(({ rule, message }) => [rule, message]),
      );
      for (const [index, other] of others.entries()) {
        const mended = problems[index]
          ?.fixes()
          .map(({ edits }) => windows(applyEdits(text, edits)));
        expect(other.fixes().map(({ edits }) => applyEdits(windows(text), edits))).toEqual(mended);
      }
    },
  );
});
