import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { OUT, ROOT } from '../../scripts/lib/paths.mts';
import { openBrowser } from '../../scripts/vscode/browser.mts';
import { type ServedVSCode, serveVSCode } from '../../scripts/vscode/code-server.mts';

/** Long enough for a loaded machine, in milliseconds. */
const PATIENCE = 60_000;

const FAILURES = path.join(OUT, 'screenshots');
/** Where pictures go: into the documentation when that is asked for, else aside to be looked at. */
const IMAGES = process.env['CARTOTOKEN_UPDATE_IMAGES'] ? path.join(ROOT, 'docs/images') : FAILURES;

/** Opens a window for the tests of a suite, pictures it where one of them fails, and closes it after the last. */
export function useWindow(settings: Readonly<Record<string, unknown>> = {}): () => Window {
  let window: Window | undefined;
  beforeAll(async () => {
    window = await Window.open(settings);
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await window?.picture(`failed ${task.name}`, FAILURES);
  });
  afterAll(() => window?.close());
  return () => {
    if (!window) throw new Error('The window did not open.');
    return window;
  };
}

/** A VS Code window in a browser, with the packaged extension installed, on a copy of examples/storefront. */
class Window {
  readonly page: Page;
  /** The folder that is open. */
  readonly workspace: string;
  readonly #end: () => Promise<void>;

  private constructor(page: Page, workspace: string, end: () => Promise<void>) {
    this.page = page;
    this.workspace = workspace;
    this.#end = end;
  }

  static async open(settings: Readonly<Record<string, unknown>> = {}): Promise<Window> {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'carto-tokens-ui-'));
    const workspace = path.join(folder, 'storefront');
    await cp(path.join(ROOT, 'examples/storefront'), workspace, { recursive: true });

    let server: ServedVSCode | undefined;
    let browser: Browser | undefined;
    const end = async () => {
      await browser?.close();
      await server?.stop();
      await rm(folder, { recursive: true, force: true });
    };
    try {
      server = await serveVSCode({ vsix: path.join(OUT, 'carto-tokens.vsix'), settings });
      browser = await openBrowser();
      const page = await browser.newPage({
        viewport: { width: 1180, height: 660 },
        deviceScaleFactor: 2,
        reducedMotion: 'reduce',
      });
      page.setDefaultTimeout(PATIENCE);
      await page.goto(server.url(workspace));
      await page.locator('.monaco-workbench .explorer-folders-view').waitFor();
      return new Window(page, workspace, end);
    } catch (error) {
      await end();
      throw error;
    }
  }

  close(): Promise<void> {
    return this.#end();
  }

  /** Opens a file of the workspace by its name, with the keyboard alone. */
  async openFile(name: string): Promise<void> {
    await this.#quickInput('Control+P', name);
    await this.page
      .locator('.quick-input-list .monaco-list-row', { hasText: name })
      .first()
      .waitFor();
    await this.page.keyboard.press('Enter');
    await this.page.locator('.tab.active', { hasText: name }).waitFor();
    await this.page.locator('.editor-instance .view-line').first().waitFor();
  }

  /** Runs a command from the palette by its title. */
  async run(title: string): Promise<void> {
    await this.#quickInput('F1', `>${title}`);
    await this.page
      .locator('.quick-input-list .monaco-list-row', { hasText: title })
      .first()
      .waitFor();
    await this.page.keyboard.press('Enter');
  }

  /** Puts the cursor at a line and column, counted from 1. */
  async goTo(line: number, column: number): Promise<void> {
    await this.#quickInput('Control+G', `:${line}:${column}`);
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
      return what.waitFor({ timeout: 3000 }).then(
        () => true,
        () => false,
      );
    };
    await expect.poll(opened, { message: `${key} to open it` }).toBe(true);
  }

  async #quickInput(key: string, text: string): Promise<void> {
    const input = this.page.locator('.quick-input-widget:visible input.input');
    await this.page.keyboard.press(key);
    await input.waitFor();
    await input.fill(text);
  }

  /** The rows of the Problems view. */
  get problems(): Locator {
    return this.page.locator('.markers-panel .monaco-list-row');
  }

  /** Takes a picture for the documentation. */
  async picture(name: string, folder = IMAGES): Promise<void> {
    await mkdir(folder, { recursive: true });
    await this.page.mouse.move(0, 0);
    await this.page.screenshot({
      path: path.join(folder, `${name}.png`),
      animations: 'disabled',
      caret: 'hide',
    });
  }
}
