import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { OUT } from '../lib/paths.mts';

/** Where pictures of a VS Code in a browser go. */
export const SCREENSHOTS = path.join(OUT, 'screenshots');

/** What a person sees first, by what it is, and where VS Code shows it. */
const PARTS = {
  dialog: '.monaco-dialog-box',
  'quick input': '.quick-input-widget:visible',
  menu: '.monaco-menu:visible',
  notifications: '.notifications-toasts:visible',
  'side bar': '.part.sidebar:visible',
  editors: '.part.editor:visible',
  panel: '.part.panel:visible',
  'status bar': '.part.statusbar:visible',
};
/** What is said of one part, in characters. */
const LENGTH = 1500;
/** How long is waited for it, in milliseconds: a window that hangs answers nothing. */
const PATIENCE = 10_000;

/**
 * Pictures a VS Code and says in words what is on its screen, for whoever reads of a failure.
 *
 * @param name of the picture, without its ending
 * @returns lines: each part that can be seen with its text, and the path of the picture
 */
export async function onScreen(page: Page, name: string): Promise<string> {
  const parts = await Promise.all(
    Object.entries(PARTS).map(async ([part, selector]) => {
      const texts = page.locator(selector).evaluateAll((elements) =>
        elements.map((element) => {
          // An input's text is none of its element's, and a tree's rows say in their names more than they show.
          const inputs = Array.from(element.querySelectorAll('input'), ({ value }) => value);
          const rows = Array.from(element.querySelectorAll('[role="treeitem"]'), (row) =>
            row.getAttribute('aria-label'),
          );
          return [...inputs, (element as HTMLElement).innerText, ...rows]
            .filter(Boolean)
            .join('\n');
        }),
      );
      const text = (await inTime(texts))
        ?.join('\n')
        .replaceAll(/\s*\n\s*/g, '\n    ')
        .trim();
      return text ? [`  ${part}:\n    ${text.slice(0, LENGTH)}`] : [];
    }),
  );
  const file = path.join(SCREENSHOTS, `${name.replaceAll(/[^\w -]/g, '_')}.png`);
  await mkdir(SCREENSHOTS, { recursive: true });
  const pictured = await inTime(page.screenshot({ path: file, timeout: PATIENCE }));
  return [
    'On the screen:',
    ...parts.flat(),
    pictured ? `  picture: ${file}` : '  It could not be pictured.',
  ].join('\n');
}

/** @returns undefined where it fails or takes too long */
function inTime<T>(what: Promise<T>): Promise<T | undefined> {
  const late = new Promise<undefined>((resolve) => {
    setTimeout(resolve, PATIENCE, undefined).unref();
  });
  return Promise.race([what.catch(() => undefined), late]);
}
