import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isFrontEnd } from '../../core/front-end/front-end.ts';
import { DEFAULT_SETTINGS } from '../../core/settings.ts';
import { Places } from '../../files/place.ts';
import { isOfProject } from '../../files/projects.ts';

let folder: string;
beforeEach(async () => {
  folder = await realpath(await mkdtemp(path.join(os.tmpdir(), 'carto-tokens-place-')));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function put(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), text);
  }
}

function place(
  file: string,
  { development = DEFAULT_SETTINGS.developmentPaths, tops = [folder] } = {},
) {
  return new Places(tops, development).of(path.join(folder, file));
}

describe('front-end code', () => {
  it.each([
    ['vite.config.ts', ''],
    ['vite.config.mjs', ''],
    ['webpack.config.js', ''],
    ['webpack.prod.js', ''],
    ['next.config.mjs', ''],
    ['nuxt.config.ts', ''],
    ['svelte.config.js', ''],
    ['astro.config.mjs', ''],
    ['gatsby-config.js', ''],
    ['angular.json', '{}'],
    ['package.json', '{"dependencies":{"react-scripts":"5"}}'],
    ['package.json', '{"dependencies":{"next":"15"}}'],
    ['package.json', '{"devDependencies":{"vite":"7"}}'],
  ])('is what a project with %s builds', async (name, text) => {
    await put({ [`web/${name}`]: text, 'web/src/map/map.js': '', 'api/map.js': '' });
    expect(await place('web/src/map/map.js')).toMatchObject({ isFrontEnd: true });
    expect(await place('api/map.js')).toMatchObject({ isFrontEnd: false });
  });

  it.each(['{"dependencies":{"express":"5"}}', '{', '[]', '{"dependencies":7}'])(
    'is not what a nearer project has that builds no pages: %s',
    async (text) => {
      await put({ 'vite.config.ts': '', 'packages/api/package.json': text });
      expect(await place('packages/api/src/map.js')).toMatchObject({ isFrontEnd: false });
      expect(await place('src/map.js')).toMatchObject({ isFrontEnd: true });
    },
  );

  it.each([
    ['vite.config.ts', true],
    ['package.json', true],
    ['webpack.prod.js', true],
    ['map.ts', false],
    ['package-lock.json', false],
  ])('is told by %s: %s', (name, isTold) => {
    expect(isOfProject(name)).toBe(isTold);
  });

  it('is not told by what stands above the workspace or the repository', async () => {
    await put({ 'vite.config.ts': '', 'a/src/map.js': '', 'b/.git/HEAD': '', 'b/map.js': '' });
    expect(await place('a/src/map.js', { tops: [path.join(folder, 'a')] })).toMatchObject({
      isFrontEnd: false,
    });
    expect(await place('b/map.js', { tops: [] })).toMatchObject({ isFrontEnd: false });
  });

  it.each([
    'index.html',
    'map.htm',
    'src/Map.vue',
    'src/Map.svelte',
    'src/Map.jsx',
    'src/Map.tsx',
    'dist/app.min.js',
    'server/templates/index.html',
  ])('is %s, wherever it stands', (file) => {
    expect(isFrontEnd(file, false)).toBe(true);
  });

  it.each([
    'pages/api/tiles.ts',
    'src/pages/api/tiles.ts',
    'app/tiles/route.ts',
    'src/app/tiles/[z]/route.tsx',
    'server/index.js',
    'server/render.tsx',
    'src/db.server.ts',
    'src/routes/+page.server.ts',
    'vite.config.ts',
    'webpack.prod.js',
    '.eslintrc.js',
    'api/tiles.js',
    'scripts/seed.ts',
    'middleware.ts',
    'tools.py',
    'deploy.sh',
    'compose.yml',
    'Dockerfile',
    'package.json',
    'README.md',
  ])('is not %s, in a project that builds pages', (file) => {
    expect(isFrontEnd(file, true)).toBe(false);
  });

  it.each(['src/map.ts', 'map.mjs', 'public/config.json', 'src/layers.geojson', 'app/page.tsx'])(
    'is %s, in a project that builds pages',
    (file) => {
      expect(isFrontEnd(file, true)).toBe(true);
    },
  );

  it('is told by the language of a text without a name', () => {
    expect(isFrontEnd('Untitled-1', false, 'html')).toBe(true);
    expect(isFrontEnd('Untitled-1', false, 'python')).toBe(false);
  });
});

describe('what is for development only', () => {
  it.each([
    'src/map.test.ts',
    'a/map.spec.js',
    'test/x.py',
    'examples/basic/index.html',
    'src/Map.stories.tsx',
    'packages/a/__tests__/b.js',
  ])('is %s by default', async (file) => {
    expect(await place(file)).toMatchObject({ isDevelopment: true });
  });

  it.each(['src/map.ts', 'src/contest/x.ts', 'latest.js'])('is not %s', async (file) => {
    expect(await place(file)).toMatchObject({ isDevelopment: false });
  });

  it('is what a user names, in place of that', async () => {
    const development = ['.playground/**'];
    expect(await place('.playground/a.js', { development })).toMatchObject({ isDevelopment: true });
    expect(await place('test/a.js', { development })).toMatchObject({ isDevelopment: false });
    expect(await place('test/a.js', { development: [] })).toMatchObject({ isDevelopment: false });
  });

  it('is compared with globs that are no regular expressions', async () => {
    const development = ['app/(play)/**', '(a+)+b', '+(a|aa)+(a|aa)b'];
    expect(await place('app/(play)/a.js', { development })).toMatchObject({ isDevelopment: true });
    const begun = process.cpuUsage();
    expect(await place('a'.repeat(200), { development })).toMatchObject({ isDevelopment: false });
    expect(process.cpuUsage(begun).user).toBeLessThan(1_000_000); // microseconds
  });

  it('is told from the workspace’s folder on, not from above it', async () => {
    const tops = [path.join(folder, 'examples/shop'), folder];
    expect(await place('examples/shop/map.js', { tops })).toMatchObject({ isDevelopment: false });
    expect(await place('examples/other/map.js', { tops })).toMatchObject({ isDevelopment: true });
  });
});

describe('an environment file', () => {
  it('is what git makes of it', async () => {
    execFileSync('git', ['init', '-q'], { cwd: folder });
    await put({
      '.gitignore': '.env\n',
      '.env': '',
      'web/.env': '',
      '.env.local': '',
      'a.env': '',
    });
    const environment = async (file: string) => (await place(file)).environment;
    expect(await environment('.env')).toBe('ignored');
    expect(await environment('web/.env')).toBe('ignored');
    expect(await environment('.env.local')).toBe('untracked');
    execFileSync('git', ['add', '.env.local'], { cwd: folder });
    expect(await environment('.env.local')).toBe('tracked');
    expect(await environment('.env.example')).toBeUndefined();
    expect(await environment('src/map.ts')).toBeUndefined();
  });

  it('of which git cannot say is like any other file', async () => {
    await put({ '.git/HEAD': '', '.git/index': 'no index', '.env': '' });
    expect(await place('.env')).toMatchObject({ environment: undefined });
  });
});
