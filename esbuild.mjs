/**
 * Builds dist/ (what is shipped) and out/ (tests that run inside VS Code), with the metafiles that the tests of the
 * architecture and the bench read. `--watch` builds again on every change.
 */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import * as esbuild from 'esbuild';

const { version } = JSON.parse(await readFile('package.json', 'utf8'));

/** A dynamic import of a file of ours names a bundle of its own beside this one, loaded when it is wanted. */
const ownBundles = {
  name: 'own-bundles',
  setup(build) {
    build.onResolve({ filter: /^\.\.?\// }, ({ kind, path }) =>
      kind === 'dynamic-import'
        ? { path: `./${path.split('/').at(-1).replace(/\.ts$/, '.js')}`, external: true }
        : undefined,
    );
  },
};

const common = {
  bundle: true,
  platform: 'node',
  format: 'cjs',
  minify: true,
  metafile: true,
  sourcemap: 'linked',
  logLevel: 'warning',
  // The protocol's own packages offer ES modules, of which what is not used is left out.
  mainFields: ['module', 'main'],
  define: { VERSION: JSON.stringify(version) },
};

/** What is shipped, by the name of the file under dist/. @type {Record<string, esbuild.BuildOptions>} */
const shipped = {
  extension: {
    entryPoints: ['client/extension.ts'],
    target: 'node22', // VS Code 1.109
    external: ['vscode'],
    supported: { 'dynamic-import': false }, // require: VS Code hooks into it to serve 'vscode'
    plugins: [ownBundles],
  },
  'language-client': {
    entryPoints: ['client/server/language-client.ts'],
    target: 'node22',
    external: ['vscode'],
  },
  accounts: {
    entryPoints: ['client/accounts/accounts.ts'],
    target: 'node22',
    external: ['vscode'],
    supported: { 'dynamic-import': false },
    plugins: [ownBundles],
  },
  // The views' trees and the commands on what they show.
  sidebar: {
    entryPoints: ['client/sidebar/sidebar.ts'],
    target: 'node22',
    external: ['vscode'],
    supported: { 'dynamic-import': false },
    plugins: [ownBundles],
  },
  'declarations-tree': {
    entryPoints: ['client/declarations/declarations-tree.ts'],
    target: 'node22',
    external: ['vscode'],
  },
  queries: {
    entryPoints: ['client/queries/queries.ts'],
    target: 'node22',
    external: ['vscode'],
  },
  server: { entryPoints: ['server/main.ts'], target: 'node20' },
  // A thread of the server's or the command line's that looks at files.
  'scan-worker': { entryPoints: ['scan/worker.ts'], target: 'node20' },
  cli: {
    entryPoints: ['cli/main.ts'],
    target: 'node20',
    supported: { 'dynamic-import': false }, // require: the bundles are CommonJS
    plugins: [ownBundles],
  },
  run: {
    entryPoints: ['cli/run.ts'],
    target: 'node20',
    supported: { 'dynamic-import': false },
    plugins: [ownBundles],
  },
  // What of the command line speaks to CARTO, with undici in it.
  tokens: { entryPoints: ['cli/tokens.ts'], target: 'node20' },
  // Loaded by the command line and in the extension host.
  sandbox: { entryPoints: ['sandbox/sandbox.ts'], target: 'node20' },
};

/** Tests and measurements that run inside VS Code. */
const hostTests = {
  ...common,
  entryPoints: ['test/extension-host/index.ts', 'test/bench/activation.ts'],
  outdir: 'out/test',
  outbase: 'test',
  target: 'node22',
  minify: false,
  external: ['vscode', 'mocha'],
};

const builds = [
  ...Object.entries(shipped).map(([name, options]) => ({
    ...common,
    ...options,
    outfile: `dist/${name}.js`,
    plugins: [...(options.plugins ?? []), writesMetafile(name)],
  })),
  hostTests,
];

/** Keeps what went into a bundle at out/meta/<name>.json. */
function writesMetafile(name) {
  return {
    name: 'writes-metafile',
    setup(build) {
      build.onEnd(async ({ metafile }) => {
        if (!metafile) return;
        await mkdir('out/meta', { recursive: true });
        await writeFile(`out/meta/${name}.json`, JSON.stringify(metafile));
      });
    },
  };
}

/** Says when a build begins and ends and where it failed, in the words that .vscode/tasks.json reads. */
const watched = {
  name: 'watched',
  setup(build) {
    build.onStart(() => console.log('Building'));
    build.onEnd(({ errors }) => {
      for (const { location, text } of errors) {
        const { file, line, column } = location ?? { file: 'esbuild.mjs', line: 1, column: 0 };
        console.log(`${file}:${line}:${column + 1}: ${text}`);
      }
      console.log('Watching. Ctrl-C ends it.');
    });
  },
};

await rm('dist', { recursive: true, force: true });
if (process.argv.includes('--watch')) {
  for (const options of builds) {
    const plugins = [...(options.plugins ?? []), watched];
    const context = await esbuild.context({ ...options, plugins, logLevel: 'silent' });
    await context.rebuild().catch(() => undefined); // said above; the next change may mend it
    await context.watch();
  }
} else {
  await Promise.all(builds.map((options) => esbuild.build(options)));
}
