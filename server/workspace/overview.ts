import type { Connection } from 'vscode-languageserver';
import type { Problem } from '../../core/problem.ts';
import { DECLARATIONS_CHANGED, type JudgedDeclaration, type ProblemCounts } from '../protocol.ts';
import type { WorkspaceDeclarations } from './declarations.ts';
import type { Inspections } from './inspections.ts';
import type { SettingsStore } from './settings-store.ts';

/** How long nothing must change before that is told, in milliseconds: a pause in typing. */
const QUIET = 200;

/** All declarations of the workspace with their problems counted. Whoever has asked once is told when that may have changed. */
export class Overview {
  readonly #connection: Connection;
  readonly #declarations: WorkspaceDeclarations;
  readonly #inspections: Inspections;
  readonly #settings: SettingsStore;
  #isWanted = false;
  #telling: NodeJS.Timeout | undefined;

  constructor(
    connection: Connection,
    declarations: WorkspaceDeclarations,
    inspections: Inspections,
    settings: SettingsStore,
  ) {
    this.#connection = connection;
    this.#declarations = declarations;
    this.#inspections = inspections;
    this.#settings = settings;
  }

  async list(): Promise<JudgedDeclaration[]> {
    this.#isWanted = true;
    await this.#declarations.load();
    return Promise.all(
      this.#declarations.all().map(async ({ uri, document }) => {
        const settings = await this.#settings.of(uri);
        return { uri, problems: counted(await this.#inspections.of(document, settings)) };
      }),
    );
  }

  /** Takes note that a declaration, or what it is judged by, is another now. */
  changed(): void {
    if (!this.#isWanted) return;
    clearTimeout(this.#telling);
    this.#telling = setTimeout(() => {
      void this.#connection.sendNotification(DECLARATIONS_CHANGED);
    }, QUIET);
  }
}

function counted(problems: readonly Problem<string>[]): ProblemCounts {
  const counts = { error: 0, warning: 0, information: 0, hint: 0 };
  for (const { severity } of problems) counts[severity] += 1;
  return counts;
}
