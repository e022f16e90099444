import type { Locator, Page } from 'playwright-core';
import { poll } from './patience.ts';

/** A wizard of quick inputs, gone through as a person does with the keyboard. */
export class Wizard {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  get widget(): Locator {
    return this.#page.locator('.quick-input-widget:visible');
  }

  get input(): Locator {
    return this.widget.locator('input.input');
  }

  /** What stands below the input: what is asked, or what is wrong with the answer. */
  get message(): Locator {
    return this.widget.locator('.quick-input-message');
  }

  /** The row of that text. */
  row(text: string): Locator {
    return this.widget.locator('.monaco-list-row', { hasText: text });
  }

  /** Ticks the row of that text, or takes its tick back. */
  async tick(text: string): Promise<void> {
    const row = this.widget.locator('.monaco-list:focus .monaco-list-row.focused', {
      hasText: text,
    });
    await this.row(text).waitFor();
    // Tab leads to the list, and there the arrow from row to row, around.
    const isReached = async () => {
      const isInList = await this.widget.locator('.monaco-list:focus').isVisible();
      await this.#page.keyboard.press(isInList ? 'ArrowDown' : 'Tab');
      return row.isVisible();
    };
    await poll(isReached, `"${text}" to be reached`).toBe(true);
    await this.#page.keyboard.press('Space');
  }

  /** The row of that text, where it is ticked. */
  ticked(text: string): Locator {
    return this.row(text).filter({ has: this.#page.locator('.monaco-checkbox.checked') });
  }

  /** Takes the row of that text. */
  async pick(text: string): Promise<void> {
    const row = this.row(text);
    await this.#offers(text);
    await this.#page.keyboard.press('Enter');
    await row.waitFor({ state: 'detached' });
  }

  /** Types so that the row of that text is the one that a key is for. */
  async #offers(text: string): Promise<void> {
    // Typed at once, since a row of a long list is not there before, and again where that was into one about to close.
    const isOffered = async () => {
      await this.input.fill(text);
      return this.widget.locator('.monaco-list-row.focused', { hasText: text }).isVisible();
    };
    await poll(isOffered, `"${text}" to be offered`).toBe(true);
  }

  /** Waits for a page that asks so. */
  async asks(prompt: string): Promise<void> {
    await this.message.filter({ hasText: prompt }).waitFor();
  }

  /** Answers a page. @param value undefined leaves what is there */
  async answer(prompt: string, value?: string): Promise<void> {
    await this.asks(prompt);
    if (value !== undefined) await this.input.fill(value);
    await this.#page.keyboard.press('Enter');
  }

  back(): Promise<void> {
    return this.widget.locator('.quick-input-titlebar .codicon-quick-input-back').click();
  }

  async cancel(): Promise<void> {
    await this.#page.keyboard.press('Escape');
    await poll(() => this.widget.count()).toBe(0);
  }
}
