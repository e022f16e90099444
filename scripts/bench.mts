/**
 * `npm run bench`: what the extension weighs and how quick it is, beside its budgets; `npm run bench -- requests` one part
 * of it, `npm run bench -- scan <folder>` the one that looks through a tree of files on another. Never part of the tests: a busy machine is not a bug. Exits with 1 where a budget is exceeded.
 */
import { mkdir } from 'node:fs/promises';
import { isWithin, print, type Row } from './bench/row.mts';
import { build } from './lib/build.mts';
import { OUT } from './lib/paths.mts';
import { main, Trouble } from './lib/trouble.mts';

/**
 * A new part is a file in bench/ and a line here. Each is loaded when its turn comes, and the one that measures the memory
 * of this process is first, so that none of the others is measured with it.
 */
const PARTS = {
  requests: async () => (await import('./bench/requests.mts')).requests(),
  sizes: async () => (await import('./bench/sizes.mts')).sizes(),
  tree: async () => (await import('./bench/tree.mts')).tree(),
  language: async () => (await import('./bench/language.mts')).language(),
  credentials: async () => (await import('./bench/credentials.mts')).credentials(),
  scan: async (folder?: string) => (await import('./bench/scan.mts')).scan(folder),
  sarif: async () => (await import('./bench/sarif.mts')).sarif(),
  activation: async () => (await import('./bench/activation.mts')).activation(),
} satisfies Readonly<Record<string, () => Promise<Row[]>>>;

await main(async () => {
  const parts = chosen(process.argv.slice(2));
  await mkdir(OUT, { recursive: true });
  await build();
  const rows: Row[] = [];
  for (const measure of parts) rows.push(...(await measure()));
  print(rows);
  return rows.every(isWithin) ? 0 : 1;
});

/** The parts of those names, or all; a folder may stand behind that of `scan`. @throws Trouble where there is none of a name */
function chosen(names: readonly string[]): (() => Promise<Row[]>)[] {
  if (names.length === 0) return Object.values(PARTS).map((part) => () => part());
  const [first, folder] = names;
  if (first === 'scan' && folder !== undefined && !isPart(folder))
    return [() => PARTS.scan(folder)];
  return names.map((name) => {
    if (isPart(name)) return () => PARTS[name]();
    const all = Object.keys(PARTS).join(', ');
    throw new Trouble(`The bench has no part "${name}". Name some of ${all}, or none for all.`);
  });
}

function isPart(name: string): name is keyof typeof PARTS {
  return Object.hasOwn(PARTS, name);
}
