import path from 'node:path';
import type { Connection } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { URI } from 'vscode-uri';
import { visible } from '../../core/control-characters.ts';
import { isIgnoreFile } from '../../core/credentials/ignore-file.ts';
import type { Redactor } from '../../core/credentials/redact.ts';
import { isSearched } from '../../files/list.ts';
import { BackgroundScan, type ScannedPlaces } from '../../scan/background-scan.ts';
import { SCAN_PROGRESS, type ScanProgress } from '../protocol.ts';
import { ClosedFiles } from './closed-files.ts';
import { keyOf, type WorkspaceDeclarations } from './declarations.ts';
import { filesExclude } from './files-exclude.ts';
import { folderOf, pathOf, pathWithin } from './folders.ts';
import type { Ignored } from './ignored.ts';
import type { Inspections } from './inspections.ts';
import { notebookOf } from './notebooks.ts';
import type { SettingsStore } from './settings-store.ts';

/** The file that says what else is looked at in its folder. */
const GITIGNORE = '.gitignore';

/** How many files are looked at between two words of it. */
const EACH = 500;

export interface ScannedWorkspace {
  readonly connection: Connection;
  readonly documents: { all(): readonly TextDocument[] };
  readonly declarations: WorkspaceDeclarations;
  readonly ignored: Ignored;
  readonly inspections: Inspections;
  readonly settings: SettingsStore;
  /** The URIs of its folders. */
  folders(): readonly string[];
  /** Learns what is found. */
  readonly redactor: Redactor;
  /** Told that more may be found in open texts than was. */
  onCertain(): void;
}

/**
 * Looks through the workspace in the background, at the start and as files change on disk, and has the problems of files
 * that are not open shown.
 */
export class WorkspaceScan {
  readonly #workspace: ScannedWorkspace;
  readonly #scan: BackgroundScan;
  readonly #closedFiles: ClosedFiles;
  /** Where is looked, in words that tell whether it is somewhere else now. */
  #places = '';
  #isStarted = false;
  /** How the last look at all of it has ended, where it has. */
  #state: ScanProgress['state'] | undefined;
  #told = 0;

  /** @param script path of the bundle of its workers */
  constructor(workspace: ScannedWorkspace, script: string) {
    this.#workspace = workspace;
    const { connection, declarations, ignored, inspections, redactor, onCertain } = workspace;
    this.#scan = new BackgroundScan(script, {
      onCertain: (certain) => {
        inspections.learn(certain);
        onCertain();
      },
      onSecrets: (secrets) => {
        for (const secret of secrets) redactor.learn(secret);
      },
      onFound: (paths) => {
        this.#closedFiles.update(paths.map(uriOf));
        // What an entry suppresses may have come.
        this.#closedFiles.update(ignored.files.all.map((file) => uriOf(file.path)));
      },
      // Told to look again, they say themselves what came of it.
      onDeclarations: () => void declarations.loadAgain().then(() => this.judgeAnew()),
      onSkipped: (file, reason) =>
        connection.console.warn(`${visible(file)} is not looked at: ${visible(reason)}.`),
      onFault: (error) => connection.console.error(wordsOf(error)),
      onProgress: (files, state) => {
        this.#state = state;
        this.#tell({ files, state });
      },
    });
    this.#closedFiles = new ClosedFiles({
      ...workspace,
      found: () => this.#scan.found,
      folderOf: (uri) => folderOf(workspace.folders(), uri),
    });
  }

  /** Begins, or takes up what has changed of where is to be looked, and judges what was found anew. Never throws. */
  async refresh(): Promise<void> {
    this.#isStarted = true;
    const { places, words } = await this.#whereToLook();
    if (words === this.#places) return this.judgeAnew();
    this.#places = words;
    await this.#lookAtAll(() => this.#scan.setPlaces(places));
  }

  /** What problems are judged by is another now. */
  judgeAnew(): void {
    if (this.#isStarted) this.#closedFiles.updateAll();
  }

  /** Looks through all of it again. What has not changed is not read again. */
  again(): Promise<void> {
    return this.#lookAtAll(() => this.#scan.lookAtAll());
  }

  /** Which entries of ignore files do nothing is known once all was walked through and judged by them. */
  async #lookAtAll(look: () => Promise<void>): Promise<void> {
    const { ignored } = this.#workspace;
    const { files } = ignored;
    await look();
    this.judgeAnew();
    await this.#closedFiles.settled();
    if (ignored.files === files && this.#state === 'done') ignored.allJudged(files);
  }

  cancel(): void {
    this.#scan.cancel();
  }

  /** Takes up what the editor says has changed on disk. */
  changed(uris: readonly string[]): void {
    if (!this.#isStarted) return;
    // Which of its entries are of no use is known once all has been walked through.
    if (uris.some(isIgnoreFile)) void this.again();
    const folders = this.#workspace.folders();
    const paths = uris.flatMap((uri) => {
      const file = pathOf(uri);
      if (file === undefined) return [];
      // Git writes into .git all the time, and an installation more files than all others are.
      const isLookedAt = (pathWithin(folders, uri) ?? '').split('/').every(isSearched);
      if (!isLookedAt) return [];
      return path.basename(file) === GITIGNORE ? [path.dirname(file)] : [file];
    });
    if (paths.length > 0) void this.#scan.lookAt(paths);
  }

  /** Takes up that a cell of a notebook was opened, edited or closed. */
  cellChanged(uri: string): void {
    const notebook = notebookOf(uri);
    if (notebook !== undefined && this.#isStarted) this.#closedFiles.update([notebook]);
  }

  /** Takes back what was shown of a file that is open, and about which is answered now. */
  takeBack(uri: string): void {
    this.#closedFiles.takeBack(uri);
  }

  /** Shows again what is found in a file that nobody asks about any more: as it is on disk now. */
  async closed(uri: string): Promise<void> {
    this.#closedFiles.giveBack(uri);
    const file = pathOf(uri);
    if (!this.#isStarted || file === undefined) return;
    await this.#scan.lookAt([file]);
    this.#closedFiles.update([keyOf(uri)]);
  }

  #tell(progress: ScanProgress): void {
    const { files, state } = progress;
    if (state === 'running' && files > 0 && files < this.#told + EACH) return;
    this.#told = files;
    void this.#workspace.connection.sendNotification(SCAN_PROGRESS, progress);
  }

  async #whereToLook(): Promise<{ places: ScannedPlaces; words: string }> {
    const { folders, ignored } = this.#workspace;
    const looked = await Promise.all(
      folders().flatMap((uri) => {
        const folder = pathOf(uri);
        return folder === undefined ? [] : this.#inFolder(uri, folder);
      }),
    );
    const enabled = looked.filter(({ scan }) => scan.isEnabled);
    const excludes = enabled.map(({ folder, excluded }) => filesExclude(folder, excluded));
    return {
      places: {
        folders: enabled.map(({ folder }) => folder),
        isExcluded: (file) => excludes.some((excludes) => excludes(file)),
        ignoreFiles: () => ignored.files,
        largest: Math.max(0, ...enabled.map(({ scan }) => scan.largeFile)) * 1024 * 1024,
      },
      words: JSON.stringify(enabled),
    };
  }

  async #inFolder(uri: string, folder: string) {
    const { settings } = this.#workspace;
    const { scan } = await settings.of(uri);
    return { folder, scan, excluded: (await settings.ask(uri, 'files.exclude')) ?? {} };
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? `${error.stack}` : `${error}`;
}

function uriOf(file: string): string {
  return URI.file(file).toString();
}
