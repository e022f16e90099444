import { CONTROL_ROUTES } from './control.ts';
import { IMPORT_ROUTES } from './data/imports.ts';
import { LDS_ROUTES } from './data/lds.ts';
import { MAP_ROUTES } from './data/maps.ts';
import { SQL_ROUTES } from './data/sql.ts';
import { KEY_ROUTES } from './engine/keys.ts';
import { ENGINE_SQL_ROUTES } from './engine/sql.ts';
import { OAUTH_ROUTES } from './oauth/routes.ts';
import type { Route } from './room.ts';
import { TOKEN_ROUTES } from './tokens/routes.ts';

/** Everything the sandbox answers. */
export const ROUTES: readonly Route[] = [
  ...OAUTH_ROUTES,
  ...TOKEN_ROUTES,
  ...SQL_ROUTES,
  ...MAP_ROUTES,
  ...LDS_ROUTES,
  ...IMPORT_ROUTES,
  ...KEY_ROUTES,
  ...ENGINE_SQL_ROUTES,
  ...CONTROL_ROUTES,
];

/** The requests that web pages may make from anywhere, as they may at CARTO: those for data and tokens. */
export const FOR_WEB_PAGES = ['/v3/*', '/api/v2/sql', '/u/:username/api/v2/sql'] as const;
