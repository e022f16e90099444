import { isConfigured, needs } from './builders.ts';

/** How code that a build puts into pages reads environment variables. */
interface BuildVariables {
  /** Only variables whose names begin so are put into what browsers get. */
  readonly prefix: string;
  readonly object: 'process.env' | 'import.meta.env';
}

/**
 * The builds that replace environment variables from `.env` and `.env.local` in their code, without having them listed anywhere.
 * Not among them: webpack, whose plugins list each variable; Angular and Nuxt, which have files of their own for them; Gatsby, which
 * reads `.env.<mode>` only. Source: the pages on environment variables of Astro, Next.js, Parcel, Create React App, Vite, Vue CLI.
 */
export const BUILD_VARIABLES = {
  next: { prefix: 'NEXT_PUBLIC_', object: 'process.env' },
  astro: { prefix: 'PUBLIC_', object: 'import.meta.env' },
  react: { prefix: 'REACT_APP_', object: 'process.env' },
  vue: { prefix: 'VUE_APP_', object: 'process.env' },
  vite: { prefix: 'VITE_', object: 'import.meta.env' },
  parcel: { prefix: '', object: 'process.env' },
} as const satisfies Readonly<Record<string, BuildVariables>>;

/** What builds a front end, as far as it decides which environment variables its code has. */
export type FrontEndBuild = keyof typeof BUILD_VARIABLES;

/** Where a project has several, the first: it builds with the others. */
const BUILDS = Object.keys(BUILD_VARIABLES) as readonly FrontEndBuild[];

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
    const configured = buildConfigured(names);
    if (configured) return configured;
    if (names.includes('package.json')) return buildNeeded((await read('package.json')) ?? '');
  }
  return undefined;
}

/** The build that a folder configures. @param names of its files */
export function buildConfigured(names: readonly string[]): FrontEndBuild | undefined {
  return BUILDS.find((id) => isConfigured(id, names));
}

/** The build that a project needs. @param packageJson the text of its package.json, which may be none */
export function buildNeeded(packageJson: string): FrontEndBuild | undefined {
  return BUILDS.find((id) => needs([id], packageJson));
}
