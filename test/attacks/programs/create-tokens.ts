/**
 * Starts a sandbox with a state file and has it create tokens until it fails, or is killed. Prints as JSON the names of those
 * that it said are created, and what it answered last.
 *
 * Usage: create-tokens.ts <state file> [--file-kilobytes <most that a file may have>] [--kill-after <created tokens>]
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';

/** More would be no attack, but a load. */
const MOST = 200;

const number = { type: 'string' } as const;
const { positionals, values } = parseArgs({
  options: { 'file-kilobytes': number, 'kill-after': number },
  allowPositionals: true,
});
const [state = ''] = positionals;
const killAfter = Number(values['kill-after'] ?? Number.POSITIVE_INFINITY);

// Up to such a limit a write takes a part of what it is given, and fails from there on: as on a disk that gets full. A block
// has 512 bytes (POSIX, ulimit).
const limit = values['file-kilobytes'] ? `ulimit -f ${2 * Number(values['file-kilobytes'])}; ` : '';
const command = [process.execPath, path.resolve('dist/cli.js'), 'sandbox', '--state', state];
const sandbox = spawn('sh', ['-c', `${limit}exec "$0" "$@"`, ...command], {
  stdio: ['ignore', 'pipe', 'pipe'],
});
let said = '';
sandbox.stderr.on('data', (chunk) => {
  said += chunk;
});
const [line] = await once(createInterface({ input: sandbox.stdout }), 'line');
const { apiBaseUrl, oauthTokenUrl, clientId, clientSecret } = JSON.parse(line);
const signIn = await fetch(oauthTokenUrl, {
  method: 'POST',
  body: new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
    audience: 'carto-cloud-native-api',
  }),
});
const { access_token: token } = await signIn.json();
const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };

const created: string[] = [];
let last: unknown;
const create = async (name: string): Promise<boolean> => {
  const body = JSON.stringify({ name, allowed_apis: ['lds'] });
  const answer = await fetch(`${apiBaseUrl}/v3/tokens`, { method: 'POST', headers, body });
  if (answer.status !== 201) {
    last = { status: answer.status, body: await answer.json() };
    return false;
  }
  created.push(name);
  if (created.length === killAfter) sandbox.kill('SIGKILL');
  return true;
};
const names = Array.from({ length: MOST }, (_, index) => `token ${Date.now()} ${index}`).values();
// Several at a time, so that some change is always being written.
await Promise.all(
  Array.from({ length: 8 }, async () => {
    for (const name of names) if (!(await create(name).catch(() => false))) break;
  }),
);
sandbox.kill('SIGKILL');
if (sandbox.exitCode === null && sandbox.signalCode === null) await once(sandbox, 'exit');
process.stdout.write(JSON.stringify({ created, last, said }));
