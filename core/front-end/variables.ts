import { asRecord } from '../json/record.ts';
import type { FrontEndBuild } from './build.ts';
import { dependenciesOf, parsePackage } from './package-json.ts';

/** What gives code its environment variables: Node.js when it runs, or a build that writes their values into the code. */
export type VariableSource = 'node' | FrontEndBuild;

/** Packages with which servers and commands are written for Node.js. */
const NODE_PACKAGES =
  /^(?:express|fastify|koa|restify|hapi|@hapi\/hapi|@nestjs\/core|@hono\/node-server|dotenv|commander|yargs|nodemon|pm2|ts-node|tsx|aws-lambda|aws-serverless-express|firebase-functions|@google-cloud\/functions-framework|serverless|pg|mysql2?|mongoose)$/;

/** Packages that write code anew for wherever it is to run, so that a project with one may well be a page's. */
const BUNDLERS =
  /^(?:webpack|rollup|browserify|watchify|esbuild|snowpack|brunch|gulp|grunt|laravel-mix|ember-cli|requirejs|systemjs|tsup|@rspack\/core|@rollup\/.*|@rails\/webpacker|shakapacker|jspm|bower|polymer-cli|@web\/dev-server|lite-server|http-server|live-server|serve)$/;

/** A script of a package that runs Node.js. */
const RUNS_NODE = /(?:^|[\s;&|])(?:node|nodemon|ts-node|tsx)\s/;

/**
 * Whether a project that builds no pages is plainly one that Node.js runs. Silent where a bundler could make pages of it.
 *
 * @param packageJson the text of its package.json, which may be none
 */
export function runsOnNode(packageJson: string): boolean {
  const parsed = parsePackage(packageJson);
  const names = dependenciesOf(parsed);
  if (names.some((name) => BUNDLERS.test(name))) return false;
  const scripts = Object.values(asRecord(parsed?.['scripts']) ?? {});
  return (
    parsed?.['bin'] !== undefined ||
    names.some((name) => NODE_PACKAGES.test(name)) ||
    scripts.some((script) => typeof script === 'string' && RUNS_NODE.test(script))
  );
}

/** What a build has written, what is put beside a page as it is, and other people's code: nothing replaces variables in these. */
const AS_IT_IS =
  /(?:^|\/)(?:build|dist|out|_site|www|wwwroot|htdocs|public_html|public|static|bower_components|node_modules|vendor|third_party|app\/assets|lib\/assets|\.next|\.nuxt|\.output|\.svelte-kit|\.docusaurus|storybook-static)\/|[.-](?:min|bundle|chunk|umd|prod)\.[cm]?js$|\.js\.(?:erb|php|liquid|ejs)$/i;
/** What only bundlers write. */
const BUNDLED = [
  '__webpack_require__',
  'webpackJsonp',
  'webpackChunk',
  'parcelRequire',
  '//# sourceMappingURL=',
];

/** Code of a front end's project that no browser gets: its configuration, its server's, its scripts. */
const NOT_FOR_BROWSERS =
  /\.config\.[cm]?[jt]s$|\.c[jt]s$|(?:^|\/)(?:server|api|scripts?|functions|lambda|backend|tests?|__tests__)\/|(?:^|\/)(?:middleware|route|server)\.[jt]s$/i;
/** What of Next is run by browsers, too. */
const NEXT_CLIENT =
  /^\s{0,80}(?:\/\/[^\n]{0,200}\n\s{0,80}){0,20}["']use client["']|\b(?:useState|useEffect|window|document)\b/;
/** Where pages' scripts mostly are. */
const OF_PAGES = /(?:^|\/)(?:client|frontend|front-end|views|web|assets|js|javascripts?)\//i;

/** What only code for Node.js says. */
const NODE_ONLY =
  /^#![^\n]{0,80}\b(?:node|tsx|ts-node)\b|\b__(?:dirname|filename)\b|\bprocess\.(?:argv|exit|exitCode|cwd|stdout|stderr|stdin|on)\b|(?:\bfrom|\bimport|\brequire\()\s{0,8}["'](?:node:[\w/]{1,40}|fs|fs\/promises|path|os|http|https|child_process|crypto|util|stream|url|readline|express|fastify|koa|dotenv|dotenv\/config|pg|commander|yargs)["']/;
/** What Node.js has by itself, and browsers only by a bundler. */
const COMMON_JS = /\bmodule\.exports\b|(?:^|[^.\w])require\(\s{0,8}["'][\w@./-]{1,80}["']\s{0,8}\)/;
/** What only browsers have. */
const BROWSER_ONLY =
  /\b(?:window|document|navigator|localStorage|sessionStorage)\s{0,4}[.[]|\bjQuery\b|\$\(\s{0,4}(?:document|window|function|["'][.#<])|\bL\.(?:map|tileLayer|Map)\(|\bnew\s{1,4}(?:google\.maps|maplibregl|mapboxgl|carto\.Client|deck\.)/;

/** A text of code, by what is known of it beside its words. */
export interface CodePlace {
  /** The path with `/`, from the workspace's folder. */
  readonly path: string;
  readonly isFrontEnd: boolean;
  /** What gives the code of its project environment variables, as far as the project tells. */
  readonly variables?: VariableSource | undefined;
}

/**
 * What gives a text of JavaScript its environment variables where it runs. Undefined where nothing is known to: `process` is not
 * defined in a page that no build has made, and a build's output is not built again.
 */
export function variableSource(text: string, place: CodePlace): VariableSource | undefined {
  const { path, isFrontEnd, variables } = place;
  if (isNeverReplaced(text, place)) return undefined;
  const isElsewhere = NOT_FOR_BROWSERS.test(path);
  if (variables !== undefined && variables !== 'node') {
    const isBuilt = !isElsewhere && (variables !== 'next' || isFrontEnd || NEXT_CLIENT.test(text));
    return isBuilt ? variables : 'node';
  }
  if (NODE_ONLY.test(text) || (isFrontEnd && isElsewhere)) return 'node';
  if (isFrontEnd || OF_PAGES.test(path) || BROWSER_ONLY.test(text)) return undefined;
  return variables ?? (COMMON_JS.test(text) ? 'node' : undefined);
}

/** Whether a text is what browsers get as it stands, whatever builds the rest of its project. */
export function isNeverReplaced(text: string, { path }: Pick<CodePlace, 'path'>): boolean {
  if (BUNDLED.some((words) => text.includes(words))) return true;
  return AS_IT_IS.test(path) && !/\.config\.[cm]?[jt]s$/i.test(path);
}

/** Whether browsers get a text, where everybody reads what is put into it. */
export function isForBrowsers({ path, isFrontEnd }: CodePlace): boolean {
  return isFrontEnd && !NOT_FOR_BROWSERS.test(path);
}
