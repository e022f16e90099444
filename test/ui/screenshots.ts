import path from 'node:path';
import { OUT } from '../../scripts/lib/paths.mts';

/** Where pictures go. `--update-images` copies those that the documentation shows to docs/images. */
export const SCREENSHOTS = path.join(OUT, 'screenshots');
