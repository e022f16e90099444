import { execFile } from 'node:child_process';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { copyStorefront, removeFolder, temporaryFolder } from '../../scripts/lib/folders.mts';
import { OUT } from '../../scripts/lib/paths.mts';
import { openBrowser } from '../../scripts/vscode/browser.mts';
import { type ServedVSCode, serveVSCode } from '../../scripts/vscode/code-server.mts';
import { SCREENSHOTS } from './screenshots.ts';

/** Long enough for a loaded machine, in milliseconds. */
const PATIENCE = 60_000;

/** When a person would try again, in milliseconds. */
const SOON = 3000;

interface WindowOptions {
  readonly theme: 'Default Light Modern' | 'Default Dark Modern';
  /** Files and folders of the storefront that this copy does not have. */
  readonly without?: readonly string[];
  /** User settings beside the quiet ones. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Has something done to the folder of the served VS Code, in which the extension is installed by now. */
  readonly prepare?: (folder: string) => Promise<void>;
}

/** Opens a window for the tests of a suite, pictures it where one of them fails, and closes it after the last. */
export function useWindow(options: WindowOptions): () => Window {
  let window: Window | undefined;
  beforeAll(async () => {
    window = await Window.open(options);
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await window?.screenshot(`failed ${task.name}`);
  });
  afterAll(() => window?.close());
  return () => {
    if (!window) throw new Error('The window did not open.');
    return window;
  };
}

/** A VS Code window in a browser, with the packaged extension installed, on a copy of examples/storefront. */
export class Window {
  readonly page: Page;
  /** The folder that is open. */
  readonly workspace: string;
  /** Where the served VS Code keeps its profile, extensions and logs. */
  readonly folder: string;
  readonly #end: () => Promise<void>;

  private constructor(page: Page, workspace: string, folder: string, end: () => Promise<void>) {
    this.page = page;
    this.workspace = workspace;
    this.folder = folder;
    this.#end = end;
  }

  static async open({ theme, without = [], settings, prepare }: WindowOptions): Promise<Window> {
    const folder = await temporaryFolder('ui');
    const workspace = await copyStorefront(folder);
    for (const name of without) await rm(path.join(workspace, name), { recursive: true });

    let server: ServedVSCode | undefined;
    let browser: Browser | undefined;
    const end = async () => {
      await browser?.close();
      await server?.stop();
      removeFolder(folder);
    };
    try {
      const vsix = path.join(OUT, 'carto-tokens.vsix');
      server = await serveVSCode({
        vsix,
        settings: { 'workbench.colorTheme': theme, 'editor.minimap.enabled': false, ...settings },
      });
      await prepare?.(server.folder);
      browser = await openBrowser();
      const context = await browser.newContext({
        viewport: { width: 1180, height: 660 },
        deviceScaleFactor: 2,
        reducedMotion: 'reduce',
      });
      context.setDefaultTimeout(PATIENCE);
      const page = await context.newPage();
      await page.goto(server.url(workspace));
      await ready(page);
      return new Window(page, workspace, server.folder, end);
    } catch (error) {
      await end();
      throw error;
    }
  }

  close(): Promise<void> {
    return this.#end();
  }

  /** Opens another window on the same folder, in the same browser. It is closed by itself. */
  async another(): Promise<Window> {
    const page = await this.page.context().newPage();
    await page.goto(this.page.url());
    await ready(page);
    return new Window(page, this.workspace, this.folder, () => page.close());
  }

  /** Closes the window and opens it again, as a person does who comes back. */
  async reload(): Promise<void> {
    await this.page.reload();
    await ready(this.page);
  }

  /** Shows the view of tokens. */
  async showTokens(): Promise<void> {
    // A command is not in the palette before its view is known.
    await this.page.locator('.activitybar .action-label[aria-label^="CARTO"]').waitFor();
    await this.run('CARTO: Focus on Tokens View');
  }

  /** Opens a file of the workspace by its name, with the keyboard alone. */
  async openFile(name: string): Promise<void> {
    await this.#pick('ControlOrMeta+P', name, name);
    await this.page.locator('.tab.active', { hasText: name }).waitFor();
    await this.page.locator('.editor-instance .view-line').first().waitFor();
  }

  /** Runs a command from the palette by its title. */
  run(title: string): Promise<void> {
    return this.#pick('F1', `>${title}`, title);
  }

  /** Puts the cursor at a line and column, counted from 1. */
  async goTo(line: number, column: number): Promise<void> {
    await this.#type('Control+G', `:${line}:${column}`);
    await this.page.keyboard.press('Enter');
    await this.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
    await this.page.locator('.editor-instance .monaco-editor.focused').waitFor();
  }

  /**
   * Presses a key until what it opens is there. VS Code drops a request for quick fixes that its own one, made when
   * the cursor moves, overtakes; a person presses again.
   */
  async pressUntilVisible(key: string, what: Locator): Promise<void> {
    const opened = async () => {
      await this.page.keyboard.press(key);
      return isSoonVisible(what);
    };
    await expect.poll(opened, { message: `${key} to open it` }).toBe(true);
  }

  /** Opens a quick pick, types, and takes the row of that text. */
  async #pick(key: string, typed: string, row: string): Promise<void> {
    const offered = this.page
      // The one that Enter takes: while the list is being filtered, that may be another.
      .locator('.quick-input-widget:visible .monaco-list-row.focused', { hasText: row });
    await this.#type(key, typed, offered);
    await this.page.keyboard.press('Enter');
    await offered.waitFor({ state: 'hidden' });
  }

  /** One of our views, by its title. */
  #view(title: string): Locator {
    const header = this.page.locator(`.pane-header[aria-label^="${title}"]`);
    return this.page.locator('.sidebar .pane', { has: header });
  }

  /**
   * Opens a quick input and types until something is there. It is opened anew where that is not so soon: its list may
   * have been made before what is looked for was there, and one that opens while another closes may be gone.
   */
  async #type(key: string, text: string, until?: Locator): Promise<void> {
    const input = this.page.locator('.quick-input-widget:visible input.input');
    let isFirst = true;
    const typed = async () => {
      // In an open one the same key means the next row.
      if (!isFirst && (await input.isVisible())) await this.page.keyboard.press('Escape');
      isFirst = false;
      if (!(await input.isVisible())) await this.page.keyboard.press(key);
      const filled = input.fill(text, { timeout: SOON });
      return (await succeeds(filled)) && (!until || isSoonVisible(until));
    };
    await expect.poll(typed, { message: `"${text}" to be found` }).toBe(true);
  }

  async openAccountsMenu(): Promise<void> {
    const accounts = this.page.locator('.activitybar .action-label[aria-label^="Accounts"]');
    await accounts.click({ force: true }); // a badge may be on it
    await this.page.locator('.monaco-menu .action-item').first().waitFor();
  }

  /** An item of the view of tokens. */
  tree(label: string): Locator {
    return this.#view('Tokens').locator('.monaco-list-row', { hasText: label });
  }

  /** An item of the view of declarations. */
  declaration(label: string): Locator {
    return this.#view('Declarations').locator('.monaco-list-row', { hasText: label });
  }

  /** The rows of the Problems view. */
  get problems(): Locator {
    return this.page.locator('.markers-panel .monaco-list-row');
  }

  /** Kills this window's language server, as a crash would. */
  async crashLanguageServer(): Promise<void> {
    const { stdout } = await promisify(execFile)('ps', ['-A', '-ww', '-o', 'pid=,args=']);
    const servers = stdout
      .split('\n')
      .filter((line) => line.includes(this.folder) && line.includes('dist/server.js'));
    expect(servers).toHaveLength(1);
    process.kill(Number.parseInt(servers[0] ?? '', 10), 'SIGKILL');
  }

  /** Takes a picture for the documentation, once nothing is busy any more. */
  async picture(name: string): Promise<void> {
    await this.page.mouse.move(0, 0);
    const busy = this.page.locator('.codicon-modifier-spin, .monaco-progress-container.active');
    await expect.poll(() => busy.count()).toBe(0);
    await this.screenshot(name);
  }

  async screenshot(name: string): Promise<void> {
    await mkdir(SCREENSHOTS, { recursive: true });
    await this.page.screenshot({
      path: path.join(SCREENSHOTS, `${name}.png`),
      animations: 'disabled',
      caret: 'hide',
    });
  }
}

async function ready(page: Page): Promise<void> {
  await page.locator('.monaco-workbench .part.statusbar').waitFor();
  await page.locator('.monaco-workbench .part.sidebar .pane-body').first().waitFor();
}

/** Whether something appears before a person would try again. */
function isSoonVisible(what: Locator): Promise<boolean> {
  return succeeds(what.waitFor({ timeout: SOON }));
}

function succeeds(step: Promise<void>): Promise<boolean> {
  return step.then(
    () => true,
    () => false,
  );
}
