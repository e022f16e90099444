import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { apiKey } from '../support/synthetic.ts';
import { cartotokenIn, writeFiles } from './command-line.ts';
import { Repository } from './repository.ts';

const KEY = apiKey('hex', 'the same in several files');
const OTHER = apiKey('hex', 'of nobody');
const SHORT = apiKey('base64url', 'the same in several files');

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'same-value-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function found(...args: string[]): Promise<string[]> {
  const { out } = await cartotokenIn(folder, ['check', '--format', 'json', ...args]);
  return JSON.parse(out).diagnostics.map(
    ({ path, rule, range }: { path: string; rule: string; range: { start: { line: number } } }) =>
      `${path}:${range.start.line + 1} ${rule}`,
  );
}

describe('a credential that is certain in one file of a tree', () => {
  it('is found in the others, whatever stands around it there', async () => {
    await writeFiles(folder, {
      'app/map.js': `var cartoKey = '${KEY}';\n`,
      'config/settings.yml': `user: janedoe\napi_key: '${KEY}'\nother: '${OTHER}'\n`,
      'notes.txt': `see\n\n${KEY}\n`,
      'hashes.txt': `${OTHER}\n${KEY}0\nx${KEY}\n`,
      'b.ini': `carto_api_key = ${SHORT}\n`,
      'z.log': `sent ${SHORT}.\n`,
    });
    expect(await found()).toEqual([
      'app/map.js:1 hardcoded-api-key',
      'b.ini:1 hardcoded-api-key',
      'config/settings.yml:2 hardcoded-api-key',
      'notes.txt:3 hardcoded-api-key',
      'z.log:1 hardcoded-api-key',
    ]);
  });

  it('is found in files of many megabytes, and among many others', async () => {
    const many = Array.from({ length: 30 }, (_, index) => apiKey('hex', `one of many ${index}`));
    await writeFiles(folder, {
      'keys.js': many.map((key, index) => `var cartoKey${index} = '${key}';\n`).join(''),
      'large.txt': `${'nothing\n'.repeat(800_000)}${many[17]}\n`,
    });
    expect((await found()).filter((each) => each.startsWith('large'))).toEqual([
      'large.txt:800001 hardcoded-api-key',
    ]);
  });

  it('is no such where nothing is certain', async () => {
    await writeFiles(folder, { 'a.yml': `api_key: '${KEY}'\n`, 'b.yml': `api_key: '${KEY}'\n` });
    expect(await found()).toEqual([]);
  });

  it('is found in the other files of a change', async () => {
    const repository = await Repository.make();
    try {
      await repository.commit({ 'a.yml': 'api_key: 1\n', 'map.js': 'ok\n' });
      await repository.write({
        'a.yml': `api_key: '${KEY}'\n`,
        'map.js': `var cartoKey = '${KEY}';\n`,
      });
      const both = ['a.yml:1 hardcoded-api-key', 'map.js:1 hardcoded-api-key'];
      expect(await repository.found(['--since', 'HEAD'])).toEqual(both);
      await repository.git('add', '--all');
      expect(await repository.found(['--staged'])).toEqual(both);
    } finally {
      await repository.remove();
    }
  });
});
