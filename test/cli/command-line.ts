import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { run } from '../../cli/run.ts';

/** Runs `cartotoken` in a folder, with nobody at a terminal. */
export async function cartotokenIn(
  folder: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<{ code: number; out: string; err: string }> {
  const out: string[] = [];
  const err: string[] = [];
  const sink = (parts: string[]) => ({ write: (part: unknown) => parts.push(String(part)) > 0 });
  const code = await run(args, {
    cwd: folder,
    env,
    stdout: sink(out),
    stderr: sink(err),
    colours: false,
    isTerminal: false,
    rulesPage: 'docs/rules.md',
    untilEnded: async () => undefined,
    ask: undefined,
  });
  return { code, out: out.join(''), err: err.join('') };
}

/** Writes files below a folder, by their paths. */
export async function writeFiles(
  folder: string,
  contents: Readonly<Record<string, string | Buffer>>,
): Promise<void> {
  for (const [name, content] of Object.entries(contents)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), content);
  }
}
