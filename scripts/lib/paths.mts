import path from 'node:path';

/** The checkout. Every script runs in it: bootstrap.mjs sees to that. */
export const ROOT = path.resolve(import.meta.dirname, '../..');
/** What is downloaded for tests and `npm start`, kept between runs; not in git. */
export const DOWNLOADS = path.join(ROOT, '.vscode-test');
/** What builds and tests leave behind; not in git. */
export const OUT = path.join(ROOT, 'out');
