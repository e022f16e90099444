import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { buildConfigured, buildNeeded } from '../core/front-end/build.ts';
import { BUILDER_IDS, isConfigured, needs } from '../core/front-end/builders.ts';
import { runsOnNode, type VariableSource } from '../core/front-end/variables.ts';
import { BOUNDS } from '../disk/bounds.ts';
import { isAbsent, type OnUnreadable } from '../disk/errors.ts';
import { readFile } from '../disk/read-file.ts';

/** A folder with a package of its own, or what builds it. */
export interface Project {
  readonly folder: string;
  readonly buildsPages: boolean;
  /** What gives its code environment variables, as far as it tells. */
  readonly variables: VariableSource | undefined;
}

/** Whether a file of that name tells what a project is, or what builds it. */
export function isOfProject(name: string): boolean {
  return name === 'package.json' || BUILDER_IDS.some((id) => isConfigured(id, [name]));
}

/** The projects that files are in, each folder looked into once: for one pass, since they change. */
export class Projects {
  readonly #known = new Map<string, Promise<Project | undefined>>();
  readonly #onError: OnUnreadable;

  /** @param onError told of what says how a project is built, and cannot be read */
  constructor(onError: OnUnreadable = () => undefined) {
    this.#onError = onError;
  }

  /** The nearest project at or above a folder, and not above its repository or `top`. Never throws. */
  of(folder: string, top: string): Promise<Project | undefined> {
    const known = this.#known.get(folder) ?? this.#look(folder, top);
    this.#known.set(folder, known);
    return known;
  }

  async #look(folder: string, top: string): Promise<Project | undefined> {
    const names = await readdir(folder).catch((): string[] => []);
    if (BUILDER_IDS.some((id) => isConfigured(id, names))) {
      return { folder, buildsPages: true, variables: buildConfigured(names) };
    }
    if (names.includes('package.json')) {
      const text = await this.#manifest(path.join(folder, 'package.json'));
      const buildsPages = needs(BUILDER_IDS, text);
      const isOfNode = !buildsPages && runsOnNode(text);
      return {
        folder,
        buildsPages,
        variables: buildNeeded(text) ?? (isOfNode ? 'node' : undefined),
      };
    }
    const above = path.dirname(folder);
    const isTop = folder === top || names.includes('.git') || above === folder;
    return isTop ? undefined : this.of(above, top);
  }

  async #manifest(file: string): Promise<string> {
    try {
      return (await readFile(file, { bound: BOUNDS.manifest })).toString('utf8');
    } catch (error) {
      if (!isAbsent(error)) this.#onError(file, error);
      return '';
    }
  }
}
