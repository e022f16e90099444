import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeEach, expect } from 'vitest';
import { copyStorefront, removeFolder, temporaryFolder } from '../../scripts/lib/folders.mts';
import { OUT } from '../../scripts/lib/paths.mts';
import { openBrowser } from '../../scripts/vscode/browser.mts';
import { type ServedVSCode, serveVSCode } from '../../scripts/vscode/code-server.mts';
import { onScreen, SCREENSHOTS } from '../../scripts/vscode/screen.mts';
import { openedIn, patience, poll, soon, TO_OPEN } from './patience.ts';
import { type SignedIn, signInBefore } from './signed-in.ts';

/** Settings with which nothing closes or surrounds what is typed. */
export const TYPED_AS_IT_IS = {
  'editor.autoClosingQuotes': 'never',
  'editor.autoClosingBrackets': 'never',
  'editor.autoSurround': 'never',
};

interface WindowOptions {
  readonly theme: 'Default Light Modern' | 'Default Dark Modern';
  /** Files and folders of the storefront that this copy does not have. */
  readonly without?: readonly string[];
  /** The language that VS Code is shown in, as where its language pack is installed; English where it is left out. */
  readonly language?: string;
  /** User settings beside the quiet ones. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** The accounts that are signed in to from the start, without a wizard. */
  readonly accounts?: () => readonly SignedIn[];
  /** Has something done to the folder of the served VS Code, in which the extension is installed by now. */
  readonly prepare?: (folder: string) => Promise<void>;
}

/**
 * Opens a window for the tests of a suite, with the accounts signed in to that it names. One that fails says what was on the screen; the next
 * one then has a window of its own, so that each test has to bring about itself, by the shortest way, what it needs and is not there.
 */
export function useWindow(options: WindowOptions): () => Window {
  let window: Window | undefined;
  beforeEach(async () => {
    window ??= await Window.open(options);
  });
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail' || !window) return;
    process.stderr.write(`${task.name}\n${await window.told(`failed ${task.name}`)}\n`);
    await window.close();
    window = undefined;
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
  /** What the page has written to its console. */
  readonly console: string[] = [];

  private constructor(page: Page, workspace: string, folder: string, end: () => Promise<void>) {
    this.page = page;
    this.workspace = workspace;
    this.folder = folder;
    this.#end = end;
    page.on('console', (message) => this.console.push(message.text()));
  }

  static async open({
    theme,
    without = [],
    language,
    settings,
    accounts,
    prepare,
  }: WindowOptions): Promise<Window> {
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
      if (accounts) await signInBefore(server.folder, accounts());
      await prepare?.(server.folder);
      browser = await openBrowser();
      const context = await browser.newContext({
        viewport: { width: 1180, height: 660 },
        deviceScaleFactor: 2,
        reducedMotion: 'reduce',
      });
      context.setDefaultTimeout(TO_OPEN);
      if (language) {
        await context.addInitScript((name) => {
          Object.assign(globalThis, { _VSCODE_NLS_LANGUAGE: name });
        }, language);
      }
      const page = await context.newPage();
      const begun = performance.now();
      await page.goto(server.url(workspace));
      await ready(page);
      openedIn(performance.now() - begun);
      context.setDefaultTimeout(patience());
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
   * Presses a key, or several one after the other, until what it opens is there. VS Code drops a request for quick fixes that its own one, made when
   * the cursor moves, overtakes; a person presses again.
   */
  async pressUntilVisible(key: string, what: Locator): Promise<void> {
    const waits = soon();
    const opened = async () => {
      for (const part of key.split(' ')) await this.page.keyboard.press(part);
      return isVisibleIn(waits.next().value, what);
    };
    await poll(opened, `${key} to open it`).toBe(true);
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
    const waits = soon();
    let isFirst = true;
    const typed = async () => {
      // In an open one the same key means the next row.
      if (!isFirst && (await input.isVisible())) await this.page.keyboard.press('Escape');
      isFirst = false;
      if (!(await input.isVisible())) await this.page.keyboard.press(key);
      const wait = waits.next().value;
      const filled = input.fill(text, { timeout: wait });
      return (await succeeds(filled)) && (!until || isVisibleIn(wait, until));
    };
    await poll(typed, `"${text}" to be found`).toBe(true);
  }

  /** A message that VS Code shows at the bottom right. */
  message(text: string): Locator {
    return this.page.locator('.notification-toast', { hasText: text });
  }

  /** Closes a message that was read. */
  async dismiss(message: Locator): Promise<void> {
    await message.hover(); // what closes it may be hidden until then
    await message.locator('.codicon-notifications-clear').click();
    await message.waitFor({ state: 'detached' });
  }

  /** The question that stands before everything else. */
  get dialog(): Locator {
    return this.page.locator('.monaco-dialog-box');
  }

  async openAccountsMenu(): Promise<void> {
    const accounts = this.page.locator('.activitybar .action-label[aria-label^="Accounts"]');
    await accounts.click({ force: true }); // a badge may be on it
    await this.page.locator('.monaco-menu .action-item').first().waitFor();
  }

  /** The view of tokens. */
  get tokens(): Locator {
    return this.#view('Tokens');
  }

  /** The editors, with their tabs. */
  get editors(): Locator {
    return this.page.locator('.editor-group-container.active');
  }

  /** An item of the view of tokens. */
  tree(label: string): Locator {
    return this.tokens.locator('.monaco-list-row', { hasText: label });
  }

  /** The text in the place of a view's items. */
  get welcome(): Locator {
    return this.page.locator('.welcome-view-content');
  }

  /** An item of the view of declarations. */
  declaration(label: string): Locator {
    return this.#view('Declarations').locator('.monaco-list-row', { hasText: label });
  }

  /** Goes to an item of the view of tokens that is shown, with the keyboard. */
  async focus(label: string): Promise<void> {
    const row = this.tree(label).first();
    await row.waitFor();
    const focused = this.tree(label).and(this.page.locator('.focused'));
    const waits = soon();
    // Anew where it is not reached: an editor that is still opening takes the focus away, and so does a list that is drawn anew.
    const isReached = async () => {
      await this.run('CARTO: Focus on Tokens View');
      if (!(await isVisibleIn(waits.next().value, this.tokens.locator('.monaco-list:focus')))) {
        return false;
      }
      await this.page.keyboard.press('Home');
      return this.#moveTo(focused);
    };
    await poll(isReached, `"${label}" to be reached`).toBe(true);
  }

  /** Opens an item of the view of tokens that is shown, with the keyboard. */
  async expand(label: string): Promise<void> {
    await this.focus(label);
    const isOpen = async () => {
      // Pressed again where the tree was just being drawn anew; in an open item it would move on.
      if ((await this.tree(label).getAttribute('aria-expanded')) === 'true') return true;
      await this.page.keyboard.press('ArrowRight');
      return false;
    };
    await poll(isOpen, `"${label}" to be open`).toBe(true);
  }

  /** What can be done with an item of the view of tokens, as its context menu says. The menu stays open. */
  async actionsOn(label: string): Promise<string[]> {
    await this.focus(label);
    const items = this.page.locator('.monaco-menu .action-label:not(.separator)');
    await this.pressUntilVisible('Shift+F10', items.first());
    return (await items.allTextContents()).map((text) => text.trim());
  }

  /** Does something with an item of the view of tokens by its context menu, with the keyboard. */
  async runOn(label: string, action: string): Promise<void> {
    const actions = await this.actionsOn(label);
    expect(actions).toContain(action);
    const focused = this.page.locator('.monaco-menu .action-item.focused');
    expect(await this.#moveTo(focused.getByText(action, { exact: true }))).toBe(true);
    await this.page.keyboard.press('Enter');
  }

  /** Saves the active editor, which has to have changed, and waits until it is. */
  async save(name = ''): Promise<void> {
    const tab = this.editors.locator('.tab.active', { hasText: name });
    await tab.and(this.page.locator('.dirty')).waitFor();
    const waits = soon();
    // Again where the focus was elsewhere still.
    const isSaved = async () => {
      await this.page.keyboard.press('ControlOrMeta+S');
      const saved = tab.and(this.page.locator(':not(.dirty)'));
      return isVisibleIn(waits.next().value, saved);
    };
    await poll(isSaved, `"${name}" to be saved`).toBe(true);
  }

  /** Presses the down arrow until something is focused. @returns whether it came to be */
  async #moveTo(focused: Locator): Promise<boolean> {
    for (let presses = 0; presses < 40; presses += 1) {
      if (await focused.isVisible()) return true;
      await this.page.keyboard.press('ArrowDown');
    }
    return false;
  }

  /** Takes a button of the dialog, with the keyboard. */
  async answerDialog(button: string): Promise<void> {
    const wanted = this.dialog.getByRole('button', { name: button, exact: true });
    await wanted.waitFor();
    await wanted.focus();
    await this.page.keyboard.press('Enter');
    await this.dialog.waitFor({ state: 'detached' });
  }

  /** Clears all messages away. */
  async clearMessages(): Promise<void> {
    await this.run('Notifications: Clear All Notifications');
    await this.page.locator('.notification-toast').first().waitFor({ state: 'detached' });
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

  /** Pictures the window. @returns what is on the screen, and the last of what was logged */
  async told(name: string): Promise<string> {
    const files = await readdir(this.folder, { recursive: true }).catch(() => []);
    const logs = files.filter((file) => /(CARTO Tokens|remoteexthost)\.log$/.test(file));
    const tails = await Promise.all(
      logs.map(async (file) => {
        const text = await readFile(path.join(this.folder, file), 'utf8').catch(() => '');
        return `${path.basename(file)}:\n${text.trimEnd().split('\n').slice(-15).join('\n')}`;
      }),
    );
    const lines = this.console.slice(-15).map((line) => line.slice(0, 500));
    const console = `Console:\n${lines.join('\n')}`;
    return [await onScreen(this.page, name), console, ...tails].join('\n');
  }

  /** Takes a picture for the documentation, once nothing is busy any more. */
  async picture(name: string): Promise<void> {
    await this.#quiet();
    await this.screenshot(name);
  }

  /** Takes a picture of a part of the window. @param height of what is seen of it, in pixels, where that is not all */
  async pictureOf(part: Locator, name: string, height = Number.POSITIVE_INFINITY): Promise<void> {
    await this.#quiet();
    const box = await part.boundingBox();
    if (!box) throw new Error(`There is nothing to be seen of ${name}.`);
    const clip = { ...box, height: Math.min(box.height, height) };
    await this.page.screenshot({ ...(await pictured(name)), clip });
  }

  async screenshot(name: string): Promise<void> {
    await this.page.screenshot(await pictured(name));
  }

  /** Waits until nothing is busy any more. */
  async #quiet(): Promise<void> {
    await this.page.mouse.move(0, 0);
    const busy = this.page.locator('.codicon-modifier-spin, .monaco-progress-container.active');
    await poll(() => busy.count()).toBe(0);
  }
}

/** How a picture is taken, and where it is put. */
async function pictured(name: string) {
  const file = path.join(SCREENSHOTS, `${name}.png`);
  await mkdir(path.dirname(file), { recursive: true });
  return { path: file, animations: 'disabled', caret: 'hide' } as const;
}

async function ready(page: Page): Promise<void> {
  await page.locator('.monaco-workbench .part.statusbar').waitFor();
  await page.locator('.monaco-workbench .part.sidebar .pane-body').first().waitFor();
}

function isVisibleIn(milliseconds: number, what: Locator): Promise<boolean> {
  return succeeds(what.waitFor({ timeout: milliseconds }));
}

function succeeds(step: Promise<void>): Promise<boolean> {
  return step.then(
    () => true,
    () => false,
  );
}
