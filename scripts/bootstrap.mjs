/**
 * Runs a script of ours: `node scripts/bootstrap.mjs <script> [argument…]`.
 *
 * The one file that runs on whatever Node.js the machine has, so it uses nothing that is not built in. It installs the
 * dependencies where they are missing or out of date, then hands over to the Node.js that the tools need, which is one
 * of those dependencies.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const bin = path.join(root, 'node_modules', '.bin');
const toolsNode = path.join(
  root,
  'node_modules',
  'node',
  'bin',
  process.platform === 'win32' ? 'node.exe' : 'node',
);

requireNode20();
installDependencies();
handOver(process.argv.slice(2));

function requireNode20() {
  const major = Number.parseInt(process.versions.node, 10);
  if (major < 20) {
    fail(
      `Node.js ${process.versions.node} is too old: 20 or newer is needed (https://nodejs.org).`,
    );
  }
}

/** `npm ci`, once for each lock file and platform. */
function installDependencies() {
  const stamp = path.join(root, 'node_modules', '.installed');
  const wanted = createHash('sha256')
    .update(readFileSync(path.join(root, 'package-lock.json')))
    .update(`${process.platform} ${process.arch}`)
    .digest('hex');
  const installed = existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted;
  if (installed && existsSync(toolsNode)) return;

  console.log('Installing the dependencies (once, about a minute)…');
  // Colours, progress and advice of npm's are left out; what goes wrong is not.
  npm('ci', '--no-audit', '--no-fund', '--loglevel=error', '--ignore-scripts=false');
  if (!existsSync(toolsNode)) {
    fail(
      `npm installed the dependencies, but not ${path.relative(root, toolsNode)}, which the scripts run on. ` +
        'npm must be allowed to run the install scripts of the package "node" (see "allowScripts" in package.json).',
    );
  }
  writeFileSync(stamp, wanted);
}

function npm(...args) {
  const npmScript = process.env.npm_execpath;
  const { status } = npmScript?.endsWith('.js')
    ? spawnSync(process.execPath, [npmScript, ...args], { cwd: root, stdio: 'inherit' })
    : spawnSync('npm', args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
  if (status !== 0) {
    fail(
      `"npm ${args[0]}" failed; what it said stands above. It needs a package registry: is there a connection, ` +
        'and does "npm config get registry" name one that answers?',
    );
  }
}

function handOver(args) {
  // Node.js reads a .ts file of ours twice to see that it is a module, and would say so each time.
  const child = spawn(toolsNode, ['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON', ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, PATH: `${bin}${path.delimiter}${process.env.PATH}` },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    // On Windows Ctrl-C reaches the child by itself, and a signal from here would end it before it has tidied up.
    process.on(signal, () => process.platform !== 'win32' && child.kill(signal));
  }
  // npm, told to end, does not always tell its script.
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && child.kill('SIGTERM'), 500).unref();
  child.on('error', (error) => fail(`${toolsNode} cannot be started: ${error.message}`));
  child.on('exit', (code, signal) => process.exit(signal ? 1 : code));
}

function fail(message) {
  console.error(`\n${message}`);
  process.exit(1);
}
