import { asRecord } from './json/record.ts';

/** What builds a front end, as far as it decides which environment variables its code has. */
export type FrontEndBuild = 'vite' | 'next' | 'create-react-app';

/** Only variables whose names begin so are put into what browsers get. */
export const PUBLIC_PREFIX: Readonly<Record<FrontEndBuild, string>> = {
  vite: 'VITE_',
  next: 'NEXT_PUBLIC_',
  'create-react-app': 'REACT_APP_',
};

const CONFIGURATION = /^(vite|next)\.config\.[cm]?[jt]s$/;
const DEPENDENCIES: readonly (readonly [string, FrontEndBuild])[] = [
  ['next', 'next'],
  ['react-scripts', 'create-react-app'],
  ['vite', 'vite'],
];

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
    for (const name of names) {
      const [, build] = CONFIGURATION.exec(name) ?? [];
      if (build === 'vite' || build === 'next') return build;
    }
    if (names.includes('package.json')) return buildOf(await read('package.json'));
  }
  return undefined;
}

function buildOf(text: string | undefined): FrontEndBuild | undefined {
  try {
    const { dependencies, devDependencies } = asRecord(JSON.parse(text ?? '')) ?? {};
    const all = { ...asRecord(dependencies), ...asRecord(devDependencies) };
    return DEPENDENCIES.find(([name]) => all[name] !== undefined)?.[1];
  } catch {
    return undefined; // whoever is writing it will see that it is no JSON
  }
}
