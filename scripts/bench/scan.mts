import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { walk } from '../../files/list.ts';
import { SCAN_PROGRESS, type ScanProgress } from '../../server/protocol.ts';
import { connect, initialize, startServer } from '../../test/support/language-server.ts';
import { removeFolder, temporaryFolder } from '../lib/folders.mts';
import { ROOT } from '../lib/paths.mts';
import { median } from '../lib/statistics.mts';
import { Trouble } from '../lib/trouble.mts';
import type { Row } from './row.mts';
import { check, measure, type Run, type Tool, toolsFor } from './scan-tools.mts';

const TURNS = 5;
const MEGABYTE = 1024 * 1024;

/**
 * How long it takes to look through a tree, beside tools that read the same files, by turns and with all of it in the
 * machine's memory: with what git ignores, and without.
 *
 * @param tree any folder; node_modules of this project if left out
 */
export async function scan(tree = path.join(ROOT, 'node_modules')): Promise<Row[]> {
  const folder = path.resolve(tree);
  if (!existsSync(folder)) throw new Trouble(`There is no folder ${folder} to be looked through.`);
  return [
    ...(await rows(folder, true)),
    ...(await rows(folder, false)),
    await growth(),
    await serverMemory(folder),
  ];
}

async function rows(folder: string, everything: boolean): Promise<Row[]> {
  const title = everything ? 'all files' : 'without ignored ones';
  const { files, megabytes } = await sizeOf(folder, everything);
  const tools = await toolsFor(folder, everything);
  const runs = new Map<Tool['name'], Run[]>(tools.map(({ name }) => [name, []]));
  // Once before, so that the disk plays no part.
  for (let turn = -1; turn < TURNS; turn += 1) {
    for (const { name, command } of tools) {
      const run = await measure(command, folder);
      if (turn >= 0) runs.get(name)?.push(run);
    }
  }
  const wall = (name: Tool['name']) =>
    median((runs.get(name) ?? []).map(({ milliseconds }) => milliseconds));
  const ours = runs.get('cartotoken check') ?? [];
  return [
    { what: `${title}: how many`, value: files, unit: 'files' },
    { what: `${title}: size`, value: megabytes, unit: 'MB' },
    ...tools.map(({ name }): Row => ({ what: `${title}: ${name}`, value: wall(name), unit: 'ms' })),
    {
      what: `${title}: this by rg`,
      value: wall('cartotoken check') / wall('rg'),
      unit: '×',
      budget: 4,
    },
    {
      what: `${title}: this by secretlint`,
      value: wall('cartotoken check') / wall('secretlint'),
      unit: '×',
      budget: 0.05,
    },
    {
      what: `${title}: peak memory`,
      value: Math.max(...ours.map(({ memory }) => memory)),
      unit: 'MB',
      budget: 200,
    },
  ];
}

async function sizeOf(
  folder: string,
  everything: boolean,
): Promise<{ files: number; megabytes: number }> {
  let [files, bytes] = [0, 0];
  const options = { includesIgnored: everything, includesModules: everything };
  for (const names of walk([folder], () => {}, options)) {
    for (const name of names) {
      files += 1;
      bytes += (await stat(name)).size;
    }
  }
  return { files, megabytes: bytes / MEGABYTE };
}

/** How many times as long four times as much takes, without what Node.js takes to start. */
async function growth(): Promise<Row> {
  const folder = await temporaryFolder('growth');
  const line = 'const answer = compute(question); // 42\n';
  const text = `${line.repeat(800)}const map = carto.map();\n`;
  for (const [name, count] of [
    ['empty', 0],
    ['few', 1200],
    ['many', 4800],
  ] as const) {
    await mkdir(path.join(folder, name));
    for (let index = 0; index < count; index += 1) {
      await writeFile(path.join(folder, name, `${index}.js`), text);
    }
  }
  const time = async (name: string) =>
    (await measure(check(path.join(folder, name)), ROOT)).milliseconds;
  const times: number[] = [];
  for (let turn = 0; turn < TURNS; turn += 1) {
    const start = await time('empty');
    const few = (await time('few')) - start;
    times.push(((await time('many')) - start) / few);
  }
  removeFolder(folder);
  return { what: 'four times as many megabytes', value: median(times), unit: '×', budget: 4.8 };
}

/** What the language server holds once it has looked through a folder. */
async function serverMemory(folder: string): Promise<Row> {
  const server = startServer('--stdio');
  const connection = connect(server);
  const done = new Promise<ScanProgress>((resolve) =>
    connection.onNotification(SCAN_PROGRESS, (progress: ScanProgress) => {
      if (progress.state === 'done') resolve(progress);
    }),
  );
  await initialize(connection, undefined, {
    workspaceFolders: [{ uri: pathToFileURL(folder).href, name: 'tree' }],
  });
  const { files } = await done;
  const kilobytes = execFileSync('ps', ['-o', 'rss=', '-p', `${server.pid}`], { encoding: 'utf8' });
  await connection.sendRequest('shutdown');
  await connection.sendNotification('exit');
  const count = files.toLocaleString('en');
  const what = `language server after ${count} files`;
  return { what, value: Number(kilobytes) / 1024, unit: 'MB', budget: 150 };
}
