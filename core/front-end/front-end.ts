/** What is part of a page whatever builds it. */
const PAGE = /\.(?:html?|xhtml|vue|svelte|min\.js|bundle\.js|chunk\.js)$/i;
/** What mostly is, unless it stands where a server's code does. */
const COMPONENT = /\.[jt]sx$/i;
/** What is built into a page, in a project that builds pages. */
const CODE = /\.(?:[cm]?[jt]s|astro|mdx|css|scss|sass|less)$/i;
/** What is put beside a page as it is, or read into it. */
const ASSET = /\.(?:json|geojson|txt|xml|svg)$/i;
const ASSETS = /(?:^|\/)(?:public|static|assets|src)\//i;

/** Languages of texts whose names do not say so. */
const PAGE_LANGUAGES = new Set(['html', 'vue', 'svelte', 'javascriptreact', 'typescriptreact']);

/** What a project that builds pages runs elsewhere, by paths from its folder: its servers, and what builds it. */
const ELSEWHERE =
  /(?:^|\/)(?:server|pages\/api|netlify\/functions|supabase\/functions)\/|^(?:api|functions|scripts|tools)\/|(?:\.|\+)server\.|^(?:src\/)?(?:middleware|instrumentation)\.[jt]s$|\.(?:config|conf)\.\w+$|(?:^|\/)(?:webpack[\w.-]*|gulpfile|gruntfile|\.\w+rc)\.[cm]?[jt]s$/i;
/** A handler of requests in the folder of an app of Next.js. */
const ROUTE = /(?:^|\/)route\.[jt]sx?$/i;
const APP = /(?:^|\/)app\//i;

/**
 * Whether a text goes to browsers.
 *
 * @param path with `/`, from the folder of its project where it is in one
 * @param isInProject whether that project builds pages
 * @param language what an editor says that it is
 */
export function isFrontEnd(path: string, isInProject: boolean, language?: string): boolean {
  if (PAGE.test(path)) return true;
  if (ELSEWHERE.test(path) || (ROUTE.test(path) && APP.test(path))) return false;
  if (COMPONENT.test(path) || (language !== undefined && PAGE_LANGUAGES.has(language))) return true;
  return isInProject && (CODE.test(path) || (ASSET.test(path) && ASSETS.test(path)));
}
