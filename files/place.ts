import path from 'node:path';
import type { Place } from '../core/credentials/place.ts';
import { isEnvFile } from '../core/dotenv.ts';
import { isFrontEnd } from '../core/front-end/front-end.ts';
import type { OnUnreadable } from '../disk/errors.ts';
import { gitStatus } from './git-status.ts';
import { namedBy } from './globs.ts';
import { Projects } from './projects.ts';
import { topOf } from './repository.ts';
import { below, slashed } from './within.ts';

/** Where files stand, for one pass over some of them. */
export class Places {
  readonly #tops: readonly string[];
  readonly #isDevelopment: (path: string) => boolean;
  readonly #projects: Projects;

  /**
   * @param tops the workspace's folders, absolute
   * @param development globs of what is for development only, by paths from a top
   * @param onError told of what would tell more, and cannot be read
   */
  constructor(tops: readonly string[], development: readonly string[], onError?: OnUnreadable) {
    this.#projects = new Projects(onError);
    this.#tops = tops;
    this.#isDevelopment = namedBy(development);
  }

  /** Where a file stands. Never throws: what cannot be known is as if it were not so. @param file absolute */
  async of(file: string, language?: string): Promise<Place> {
    const folder = path.dirname(file);
    const top = topOf(folder, this.#tops);
    const project = await this.#projects.of(folder, top);
    const within = below(project?.folder ?? top, file);
    return {
      path: slashed(file),
      language,
      isFrontEnd: isFrontEnd(within, project?.buildsPages === true, language),
      variables: project?.variables,
      isDevelopment: this.#isDevelopment(below(top, file)),
      environment: isEnvFile(path.basename(file))
        ? await gitStatus(file).catch(() => undefined)
        : undefined,
    };
  }
}
