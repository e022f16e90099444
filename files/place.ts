import path from 'node:path';
import type { Place } from '../core/credentials/place.ts';
import { isEnvFile } from '../core/dotenv.ts';
import { isFrontEnd } from '../core/front-end/front-end.ts';
import { developmentPaths } from './development.ts';
import { gitStatus } from './git-status.ts';
import { Projects } from './projects.ts';
import { repositoryOf } from './repository.ts';

/** Where files stand, for one pass over some of them. */
export class Places {
  readonly #tops: readonly string[];
  readonly #isDevelopment: (path: string) => boolean;
  readonly #projects = new Projects();

  /**
   * @param tops the workspace's folders, absolute
   * @param development globs of what is for development only, by paths from a top
   */
  constructor(tops: readonly string[], development: readonly string[]) {
    this.#tops = tops.toSorted((a, b) => b.length - a.length);
    this.#isDevelopment = developmentPaths(development);
  }

  /** Where a file stands. Never throws: what cannot be known is as if it were not so. @param file absolute */
  async of(file: string, language?: string): Promise<Place> {
    const folder = path.dirname(file);
    const top = await this.#topOf(file, folder);
    const project = await this.#projects.of(folder, top);
    const within = slashed(path.relative(project?.folder ?? top, file));
    return {
      path: slashed(file),
      language,
      isFrontEnd: isFrontEnd(within, project?.buildsPages === true, language),
      isDevelopment: this.#isDevelopment(slashed(path.relative(top, file))),
      environment: isEnvFile(path.basename(file))
        ? await gitStatus(file).catch(() => undefined)
        : undefined,
    };
  }

  async #topOf(file: string, folder: string): Promise<string> {
    const own = this.#tops.find((top) => isBelow(file, top));
    return own ?? (await repositoryOf(folder)) ?? folder;
  }
}

function isBelow(file: string, folder: string): boolean {
  const relative = path.relative(folder, file);
  return !relative.startsWith('..') && !path.isAbsolute(relative);
}

function slashed(file: string): string {
  return file.replaceAll(path.sep, '/');
}
