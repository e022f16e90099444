import { dependenciesOf, parsePackage } from './package-json.ts';

interface Builder {
  /** The file that configures it. */
  readonly configuration: RegExp;
  /** The packages of which one is needed to use it; none where it serves others as much. */
  readonly packages: readonly string[];
}

/** What builds code for browsers, and how a project shows that it uses it. */
const BUILDERS = {
  angular: { configuration: /^angular\.json$/, packages: ['@angular/core'] },
  astro: configured('astro', 'astro'),
  gatsby: configured('gatsby-config', 'gatsby'),
  next: configured('next', 'next'),
  nuxt: configured('nuxt', 'nuxt'),
  parcel: { configuration: /^\.parcelrc$/, packages: ['parcel'] },
  react: { configuration: /^craco\.config\.[cm]?[jt]s$/, packages: ['react-scripts'] },
  svelte: configured('svelte', '@sveltejs/kit'),
  vite: configured('vite', 'vite'),
  vue: configured('vue', '@vue/cli-service'),
  webpack: { configuration: /^webpack(?:\.[\w-]+)?\.[cm]?[jt]s$/, packages: [] },
} as const satisfies Readonly<Record<string, Builder>>;

export type BuilderId = keyof typeof BUILDERS;

export const BUILDER_IDS = Object.keys(BUILDERS) as readonly BuilderId[];

/** Whether a folder configures something that builds for browsers. @param names of its files */
export function isConfigured(id: BuilderId, names: readonly string[]): boolean {
  return names.some((name) => BUILDERS[id].configuration.test(name));
}

/** Whether a project needs one of some builders. @param packageJson the text of its package.json, which may be none */
export function needs(ids: readonly BuilderId[], packageJson: string): boolean {
  const packages: readonly string[] = ids.flatMap((id) => BUILDERS[id].packages);
  return dependenciesOf(parsePackage(packageJson)).some((name) => packages.includes(name));
}

function configured(tool: string, needed: string): Builder {
  const name = tool.includes('-') ? tool : `${tool}\\.config`;
  return { configuration: new RegExp(`^${name}\\.[cm]?[jt]s$`), packages: [needed] };
}
