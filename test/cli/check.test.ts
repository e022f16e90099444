import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fingerprintOf } from '../../core/credentials/fingerprint.ts';
import { RULES } from '../../core/inspect.ts';
import { accessToken } from '../support/synthetic.ts';
import { cartotokenIn, writeFiles } from './command-line.ts';

const TOKEN = accessToken();
/** A declaration with one warning for each referer, and else right. */
function slash(name: string, ...referers: string[]): string {
  const list = JSON.stringify(referers.length > 0 ? referers : ['https://example.com']);
  return `{ "referers": ${list}, "name": "${name}", "allowed_apis": ["lds"] }`;
}

/** A declaration with one error, and else right. */
function exclusive(name: string): string {
  const grants = '[{ "connection_name": "carto_dw", "source": "shop.retail.stores" }]';
  return `{ "allowed_apis": ["imports", "lds"], "name": "${name}", "grants": ${grants} }`;
}

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'carto-tokens-cli-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const files = (contents: Readonly<Record<string, string | Buffer>>) => writeFiles(folder, contents);
const cartotoken = (...args: string[]) => cartotokenIn(folder, args);

async function checkJson(...args: string[]) {
  const { code, out, err } = await cartotoken('check', '--format', 'json', ...args);
  const report = JSON.parse(out);
  const paths: string[] = report.diagnostics.map(({ path }: { path: string }) => path);
  return { code, err, report, paths };
}

describe('cartotoken check', () => {
  it('answers 0 and says so where there is nothing', async () => {
    await files({ 'a.js': 'ok', 'b.cartotoken.json': '{ "name": "b", "allowed_apis": ["lds"] }' });
    expect(await cartotoken('check')).toEqual({
      code: 0,
      out: 'No problems in 2 files.\n',
      err: '',
    });
  });

  it('answers 0 for warnings and 1 for errors', async () => {
    await files({ 'a.cartotoken.json': slash('a') });
    expect((await cartotoken('check')).code).toBe(0);
    await files({ 'b.cartotoken.json': exclusive('b') });
    expect((await cartotoken('check')).code).toBe(1);
  });

  it('answers 1 for a credential in a file, unless warnings are allowed, and says why', async () => {
    await files({ 'a.js': TOKEN, 'b.js': TOKEN, 'c.cartotoken.json': slash('c') });
    const failed = await cartotoken('check');
    expect(failed.code).toBe(1);
    expect(failed.out).toContain('3 warnings. Failed: 1 credential in files (--max-warnings');
    expect((await cartotoken('check', '--max-warnings', '3')).code).toBe(0);
    // Told that it is none, or less than a warning, nothing fails.
    const rule = 'hardcoded-access-token=information';
    const passed = await cartotoken('check', '--rule', rule);
    expect(passed.code).toBe(0);
    expect(passed.out).toContain('Passed: these warnings do not fail a check (--max-warnings 0');
  });

  it('counts the places of a credential that stands in many, and lists the first', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 12 }, (_, index) => [
        `cassettes/${index + 10}.yml`,
        `${TOKEN}\n${TOKEN}`,
      ]),
    );
    await files({ ...many, 'other.js': accessToken({ seed: 'another' }) });
    const { out } = await cartotoken('check');
    expect(out.match(/hardcoded-access-token/g)).toHaveLength(2);
    expect(out).toContain('also at cassettes/10.yml:2:1');
    expect(out.match(/also at/g)).toHaveLength(9);
    expect(out).toContain('and in 14 more places: 24 places in 12 files in all');
    expect(out).toContain('25 problems in 13 files: 25 warnings.');
    // Programs that read JSON get them all.
    expect((await checkJson()).paths).toHaveLength(25);
  });

  it('answers 1 for more warnings than are allowed, and says so', async () => {
    await files({ 'a.cartotoken.json': slash('a', 'https://a.example', 'https://b.example') });
    const summary = '2 problems in 1 file: 2 warnings.';
    const allowed = await cartotoken('check', '--max-warnings', '2');
    expect(allowed.code).toBe(0);
    expect(allowed.out).toMatch(new RegExp(`\\n${summary}\\n$`));
    const tooMany = await cartotoken('check', '--max-warnings', '1');
    expect(tooMany.code).toBe(1);
    expect(tooMany.out).toContain(`${summary} More warnings than allowed (1).\n`);
    expect((await cartotoken('check', '--max-warnings', '0', '--format', 'json')).code).toBe(1);
  });

  it('prints text grouped by file, with a summary', async () => {
    await files({
      'b.cartotoken.json': `${exclusive('b')}\n`,
      'a.cartotoken.json': `\n${slash('a', 'https://example.com', 'https://example.org')}\n`,
    });
    await expect((await cartotoken('check')).out).toMatchFileSnapshot('../fixtures/cli/check.txt');
  });

  it('prints JSON of the promised shape', async () => {
    await files({ 'tokens/a.cartotoken.json': `\n${slash('a')}` });
    const { report } = await checkJson();
    expect(report).toEqual({
      version: 1,
      filesScanned: 1,
      diagnostics: [
        {
          path: 'tokens/a.cartotoken.json',
          range: { start: { line: 1, character: 16 }, end: { line: 1, character: 35 } },
          severity: 'warning',
          rule: 'referer-trailing-slash',
          message: expect.stringContaining('https://example.com/'),
        },
      ],
      suppressed: [],
    });
  });

  it('sorts by path and position', async () => {
    await files({
      'b/a.cartotoken.json': slash('b/a'),
      'b.cartotoken.json': slash('b', 'https://b.example', '').replace('"lds"', '"sql"'),
      'Z.cartotoken.json': slash('Z'),
      'a.js': TOKEN,
    });
    const { report } = await checkJson('b', 'a.js', '.');
    expect(report.filesScanned).toBe(4);
    expect(
      report.diagnostics.map((d: { path: string; rule: string }) => `${d.path} ${d.rule}`),
    ).toEqual([
      'Z.cartotoken.json referer-trailing-slash',
      'a.js hardcoded-access-token',
      'b.cartotoken.json referer-trailing-slash',
      'b.cartotoken.json referer-invalid',
      'b.cartotoken.json grant-required',
      'b/a.cartotoken.json referer-trailing-slash',
    ]);
  });

  it('says nothing of an environment file that git ignores, and of another that it does not', async () => {
    await files({
      '.gitignore': '/.env\n',
      '.env': `CARTO_ACCESS_TOKEN=${TOKEN}`,
      'web/.env': `CARTO_ACCESS_TOKEN=${TOKEN}`,
    });
    const { report } = await checkJson('.env', 'web/.env');
    expect(report.diagnostics).toMatchObject([
      {
        path: 'web/.env',
        message: expect.stringContaining('No .gitignore leaves this environment file out'),
      },
    ]);
  });

  it('prints no control characters of a file', async () => {
    await files({
      'a.cartotoken.json':
        '{ "allowed_apis": ["sql"], "grants": [{ "source": "a.b\\u001b[2Jc" }] }',
    });
    expect((await cartotoken('check')).out).toContain('"a.b\\u001b[2Jc"');
    expect((await cartotoken('check', 'no\u001b[2Jsuch')).err).toContain('read no\\u001b[2Jsuch:');
  });

  it('prints no more than six characters of a secret', async () => {
    await files({
      'a.py': `T = "${TOKEN}"`,
      [`${TOKEN}.cartotoken.json`]: `{ "referers": ["https://${TOKEN}"] }`,
    });
    for (const format of ['text', 'json', 'sarif']) {
      const { out, err } = await cartotoken('check', '--format', format, '.', `${TOKEN}.gone`);
      expect(out).toContain('hardcoded-access-token');
      expect(out).toContain('referer-trailing-slash');
      expect(out + err).not.toContain(TOKEN.slice(0, 7));
    }
  });

  it('names what cannot be read, checks the rest and answers 2', async () => {
    await files({ 'a.cartotoken.json': exclusive('a') });
    const { code, err, paths } = await checkJson('gone.json', '.', 'gone/too');
    expect(code).toBe(2);
    expect(err).toBe(
      'cartotoken: cannot read gone.json: no such file or folder\n' +
        'cartotoken: cannot read gone/too: no such file or folder\n',
    );
    expect(paths).toEqual(['a.cartotoken.json']);
  });

  it.each([
    [['check', '--format', 'xml'], 'Allowed choices are text, json, sarif'],
    [['check', '--max-warnings', '-1'], 'Write a whole number'],
    [['check', '--staged', '--since', 'HEAD'], "'--staged' cannot be used with option '--since"],
    [['check', '--nonsense'], "unknown option '--nonsense'"],
    [['nonsense'], "unknown command 'nonsense'"],
    // What was typed by mistake is not repeated whole.
    [['check', '--format', TOKEN], "argument 'eyJhbG…' is invalid"],
    [[], 'Usage: cartotoken'],
  ])('answers wrong usage %j with 2 and how it goes', async (args, said) => {
    const { code, out, err } = await cartotoken(...args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(said);
  });

  it('refuses an option that is the name of a file, unless -- says where paths begin', async () => {
    const name = '--rule=hardcoded-access-token=off';
    await files({ [name]: TOKEN });
    const { code, out, err } = await cartotoken('check', name);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(`"${name}" is an option, and there is a file of that name here.`);
    expect((await cartotoken('check', '--', name)).code).toBe(1);
    // It is an option all the same where paths are told apart.
    expect((await cartotoken('check', name, '--')).code).toBe(0);
  });

  it('answers --help and --version with 0', async () => {
    expect(await cartotoken('--version')).toEqual({ code: 0, out: '0.0.0-test\n', err: '' });
    expect((await cartotoken('check', '--help')).out).toContain('--format <format>');
  });
});

describe('names', () => {
  it('that two declarations share are errors in both, within what is checked', async () => {
    await files({
      'a.cartotoken.json': slash('same', 'https://a.example/'),
      'b.cartotoken.json': slash('same', 'https://b.example/'),
    });
    const { code, report } = await checkJson();
    expect(code).toBe(1);
    expect(report.diagnostics).toMatchObject([
      {
        path: 'a.cartotoken.json',
        rule: 'name-duplicate',
        message: expect.stringContaining('b.cartotoken.json'),
      },
      {
        path: 'b.cartotoken.json',
        rule: 'name-duplicate',
        message: expect.stringContaining('a.cartotoken.json'),
      },
    ]);
    expect((await checkJson('a.cartotoken.json')).code).toBe(0);
  });
});

describe('settings', () => {
  it('give rules another severity, or none', async () => {
    await files({ 'a.cartotoken.json': slash('a') });
    expect((await cartotoken('check', '--rule', 'referer-trailing-slash=error')).code).toBe(1);
    const off = await checkJson(
      '--rule',
      'referer-trailing-slash=off',
      '--rule',
      'name-missing=error',
    );
    expect(off.report.diagnostics).toEqual([]);
  });

  it('do so for credentials in source files, too', async () => {
    await files({ 'map.js': `const token = '${accessToken()}';\n` });
    const severities = async (...args: string[]) =>
      (await checkJson(...args)).report.diagnostics.map(
        ({ severity }: { severity: string }) => severity,
      );
    expect(await severities()).toEqual(['warning']);
    expect(await severities('--rule', 'hardcoded-access-token=error')).toEqual(['error']);
    expect(await severities('--rule', 'hardcoded-access-token=off')).toEqual([]);
  });

  it('say how referers are written', async () => {
    await files({ 'a.cartotoken.json': slash('a', 'https://a.example', 'https://b.example/') });
    const places = async (way: string) =>
      (await checkJson('--trailing-slash', way)).report.diagnostics.map(
        ({ range }: { range: { start: { character: number } } }) => range.start.character,
      );
    expect(await places('require')).toEqual([16]);
    expect(await places('forbid')).toEqual([36]);
    expect(await places('both')).toEqual([16, 36]);
  });

  it.each([
    [['--rule', 'referer-trailing-slash'], 'Write <rule>=<off|hint'],
    [['--rule', 'referer-trailingslash=off'], 'Did you mean "referer-trailing-slash"?'],
    [['--rule', 'x=off'], '`cartotoken rules` lists'],
    [['--trailing-slash', 'never'], 'Allowed choices are require, forbid, both'],
  ])('that are none are wrong usage: %j', async (args, said) => {
    const { code, out, err } = await cartotoken('check', ...args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(said);
  });
});

describe('what is fine', () => {
  const ENTRY = `sha256:${fingerprintOf(TOKEN)}`;
  const OTHER = accessToken({ seed: 'other' });
  const places = (report: { diagnostics: { path: string; rule: string }[] }) =>
    report.diagnostics.map(({ path, rule }) => `${path} ${rule}`);

  it('is counted, and listed with why', async () => {
    await files({
      'a.js': `// cartotoken-disable-next-line hardcoded-access-token -- demo\nf('${TOKEN}')\n`,
      'b/b.js': `f('${TOKEN}')\n`,
      'b/.cartotokenignore': `${ENTRY} -- the map\n`,
    });
    expect(await cartotoken('check')).toEqual({
      code: 0,
      out: 'No problems in 3 files. 2 suppressed.\n',
      err: '',
    });
    const { report } = await checkJson();
    const rule = 'hardcoded-access-token';
    expect(report.suppressed).toMatchObject([
      { path: 'a.js', rule, how: 'comment', reason: 'demo', range: { start: { line: 1 } } },
      {
        path: 'b/b.js',
        rule,
        how: 'ignore-file',
        reason: 'the map',
        range: { start: { line: 0 } },
      },
    ]);
    await files({ 'c.js': `f('${TOKEN}')\n` });
    expect((await cartotoken('check')).out).toContain(
      '1 problem in 4 files: 1 warning. 2 suppressed.',
    );
  });

  it('is left out by patterns, also declarations, and what is named', async () => {
    await files({
      '.cartotokenignore': '/examples/ -- ours\n*.snap.js\n!keep.snap.js\n',
      'examples/a.js': TOKEN,
      'examples/a.cartotoken.json': slash('a'),
      'a.snap.js': TOKEN,
      'keep.snap.js': TOKEN,
      'deep/a.snap.js': TOKEN,
      'deep/.cartotokenignore': '!a.snap.js\n',
    });
    const { report, paths } = await checkJson();
    expect(paths).toEqual(['deep/a.snap.js', 'keep.snap.js']);
    expect(report.filesScanned).toBe(4);
    expect((await checkJson('examples', 'examples/a.js', 'deep', 'a.snap.js')).paths).toEqual([
      'deep/a.snap.js',
    ]);
  });

  it('is said by files above what is checked, up to the top of the repository', async () => {
    await files({ '.cartotokenignore': ENTRY, 'deep/er/a.js': TOKEN, 'deep/er/b.js': OTHER });
    expect((await checkJson('deep/er')).paths).toEqual(['deep/er/b.js']);
    expect((await checkJson('deep/er/a.js')).paths).toEqual([]);
  });

  it('holds in repositories inside, too', async () => {
    await files({ '.cartotokenignore': `${ENTRY}\n*.py`, 'in/a.js': TOKEN, 'in/a.py': OTHER });
    await mkdir(path.join(folder, 'in/.git'));
    expect((await checkJson()).report.diagnostics).toEqual([]);
  });

  it('and is no more, is said where all of it was looked at', async () => {
    await mkdir(path.join(folder, '.git'));
    await files({
      '.gitignore': '/out\n',
      '.cartotokenignore': `/gone/\n/out/\n*.js\n!b.js\n!no.js\nsha256:${fingerprintOf(OTHER)}\nsha256:12\n${ENTRY}\n`,
      'out/a.js': OTHER,
      'a.js': OTHER,
      'b.js': TOKEN,
      'in/a.py': '',
    });
    const { report } = await checkJson();
    const lines = report.diagnostics.map(
      ({ range }: { range: { start: { line: number } } }) => range.start.line,
    );
    expect(places(report)).toEqual(Array(4).fill('.cartotokenignore suppression-unused'));
    expect(lines).toEqual([0, 4, 5, 6]);
    expect(places((await checkJson('in')).report)).toEqual([]);
    expect(places((await checkJson('.cartotokenignore')).report)).toHaveLength(1);
    expect(places((await checkJson('--rule', 'suppression-unused=off')).report)).toEqual([]);
  });
});

describe('cartotoken rules and explain', () => {
  it('lists every rule with its severity', async () => {
    const { code, out } = await cartotoken('rules');
    expect(code).toBe(0);
    expect(out.trimEnd().split('\n')).toHaveLength(RULES.length);
    expect(out).toMatch(/^grant-partial +information +a grant that only some/m);
  });

  it('explains each of them with its section of the page, and no other', async () => {
    for (const { id } of RULES) {
      const { code, out } = await cartotoken('explain', id);
      expect({ id, code }).toEqual({ id, code: 0 });
      expect(out.startsWith(`## ${id}\n`)).toBe(true);
      expect(out.match(/^#{1,2} /gm)).toHaveLength(1);
    }
  });

  it.each([
    ['grant-api-missmatch', 'Did you mean "grant-api-mismatch"?'],
    ['nonsense', '`cartotoken rules` lists'],
  ])('says that there is no rule %s', async (name, said) => {
    const { code, out, err } = await cartotoken('explain', name);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(said);
  });
});

describe('files', () => {
  it('that git ignores are left out of folders, at every depth, but not where they are named', async () => {
    await mkdir(path.join(folder, '.git'));
    await files({
      '.gitignore': '*.log\n/out\n!keep.log\n',
      'a.log': TOKEN,
      'keep.log': TOKEN,
      'out/a.js': TOKEN,
      'deep/out/a.js': TOKEN,
      'deep/.gitignore': 'secret.js\n!b.log\n',
      'deep/secret.js': TOKEN,
      'deep/b.log': TOKEN,
      'node_modules/x/a.js': TOKEN,
      '.git/a.js': TOKEN,
    });
    expect((await checkJson()).paths).toEqual(['deep/b.log', 'deep/out/a.js', 'keep.log']);
    expect((await checkJson('deep')).paths).toEqual(['deep/b.log', 'deep/out/a.js']);
    expect((await checkJson('deep/secret.js', 'a.log')).paths).toEqual(['a.log', 'deep/secret.js']);
    expect((await checkJson('out')).paths).toEqual(['out/a.js']);
  });

  it('are matched as git matches them: by case, and each repository by its own patterns', async () => {
    await mkdir(path.join(folder, '.git'));
    await mkdir(path.join(folder, 'nested/.git'), { recursive: true });
    await files({
      '.gitignore': 'Build/\n*.LOG\n*.js\n',
      'build/a.py': TOKEN,
      'a.log': TOKEN,
      'a.js': TOKEN,
      'nested/a.js': TOKEN,
    });
    const expected = ['a.log', 'build/a.py', 'nested/a.js'];
    expect((await checkJson()).paths).toEqual(expected);
    expect((await checkJson('nested')).paths).toEqual(['nested/a.js']);
  });

  it('of any text encoding are read, with right places', async () => {
    await files({
      'bom.cartotoken.json': `\uFEFF${slash('bom')}`,
      'crlf.cartotoken.json': slash('crlf').replaceAll(' "', '\r\n"'),
      'latin1.cartotoken.json': Buffer.from(
        `{ "$schema": "é", ${slash('latin1').slice(2)}`,
        'latin1',
      ),
      'utf16be.cartotoken.json': Buffer.from(`\uFEFF${slash('be')}`, 'utf16le').swap16(),
      'utf16le.cartotoken.json': Buffer.from(`\uFEFF${slash('le')}`, 'utf16le'),
    });
    const { report } = await checkJson();
    const places = report.diagnostics.map(
      ({ path, range }: { path: string; range: { start: { line: number; character: number } } }) =>
        `${path} ${range.start.line}:${range.start.character}`,
    );
    expect(places).toEqual([
      'bom.cartotoken.json 0:16',
      'crlf.cartotoken.json 1:14',
      'latin1.cartotoken.json 0:32',
      'utf16be.cartotoken.json 0:16',
      'utf16le.cartotoken.json 0:16',
    ]);
  });

  it('that are binary or empty are no trouble', async () => {
    await files({ 'a.bin': Buffer.from(`\0\x01${TOKEN}`), empty: '' });
    expect(await cartotoken('check')).toEqual({
      code: 0,
      out: 'No problems in 1 file.\n',
      err: '',
    });
  });

  it.skipIf(process.platform === 'win32')(
    'behind links are read where named, once (links need rights on Windows)',
    async () => {
      await files({ 'real/a.js': TOKEN });
      await symlink(folder, path.join(folder, 'real/circle'));
      await symlink(path.join(folder, 'real/a.js'), path.join(folder, 'link.js'));
      expect((await checkJson()).paths).toEqual(['real/a.js']);
      expect((await checkJson('link.js')).paths).toEqual(['link.js']);
      await symlink(path.join(folder, 'nowhere'), path.join(folder, 'dangling'));
      expect((await checkJson('dangling')).code).toBe(2);
    },
  );
});
