import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

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

  /** Takes the row of that text. */
  async pick(text: string): Promise<void> {
    const row = this.widget.locator('.monaco-list-row', { hasText: text });
    // Typed at once, since a row of a long list is not there before, and again where that was into one about to close.
    const isOffered = async () => {
      await this.input.fill(text);
      return this.widget.locator('.monaco-list-row.focused', { hasText: text }).isVisible();
    };
    await expect.poll(isOffered, { message: `"${text}" to be offered` }).toBe(true);
    await this.#page.keyboard.press('Enter');
    await row.waitFor({ state: 'detached' });
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
    await expect.poll(() => this.widget.count()).toBe(0);
  }
}
