import { isConfigured, needs } from './builders.ts';

/** What builds a front end, as far as it decides which environment variables its code has. */
export type FrontEndBuild = keyof typeof PUBLIC_PREFIX;

/** Only variables whose names begin so are put into what browsers get. */
export const PUBLIC_PREFIX = { next: 'NEXT_PUBLIC_', react: 'REACT_APP_', vite: 'VITE_' } as const;

/** Where a project has several, the first: it builds with the others. */
const BUILDS = ['next', 'react', 'vite'] as const satisfies readonly FrontEndBuild[];

/** A folder, as far as it tells what builds what is in it. */
export interface BuildFolder {
  /** The names of its files. */
  readonly names: readonly string[];
  /** The text of one of them; undefined where it cannot be read. */
  read(name: string): Promise<string | undefined>;
}

/**
 * What builds the front end that a file is of, as far as the nearest configuration or package.json above it tells.
 *
 * @param folders those that the file is in, the innermost first
 */
export async function frontEndBuild(
  folders: AsyncIterable<BuildFolder>,
): Promise<FrontEndBuild | undefined> {
  for await (const { names, read } of folders) {
    const configured = BUILDS.find((id) => isConfigured(id, names));
    if (configured) return configured;
    if (!names.includes('package.json')) continue;
    const packageJson = (await read('package.json')) ?? '';
    return BUILDS.find((id) => needs([id], packageJson));
  }
  return undefined;
}
