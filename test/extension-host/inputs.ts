import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from './support.ts';

/** Stands for quick inputs, which cannot be driven from inside the extension host. */
class FakeInput {
  title = '';
  step = 0;
  totalSteps = 0;
  value = '';
  prompt: string | undefined;
  placeholder: string | undefined;
  password = false;
  busy = false;
  ignoreFocusOut = false;
  validationMessage: string | vscode.InputBoxValidationMessage | undefined;
  canSelectMany = false;
  buttons: readonly vscode.QuickInputButton[] = [];
  items: readonly vscode.QuickPickItem[] = [];
  activeItems: readonly vscode.QuickPickItem[] = [];
  selectedItems: readonly vscode.QuickPickItem[] = [];
  isShown = false;
  readonly #accept = new vscode.EventEmitter<void>();
  readonly #hide = new vscode.EventEmitter<void>();
  readonly #button = new vscode.EventEmitter<vscode.QuickInputButton>();
  readonly #value = new vscode.EventEmitter<string>();
  readonly #selection = new vscode.EventEmitter<readonly vscode.QuickPickItem[]>();
  readonly onDidAccept = this.#accept.event;
  readonly onDidHide = this.#hide.event;
  readonly onDidTriggerButton = this.#button.event;
  readonly onDidChangeValue = this.#value.event;
  readonly onDidChangeSelection = this.#selection.event;

  show(): void {
    this.isShown = true;
  }

  hide(): void {
    if (!this.isShown) return;
    this.isShown = false;
    this.#hide.fire();
  }

  /** VS Code's says that it is hidden, too. */
  dispose(): void {
    this.hide();
  }

  type(value: string): void {
    this.value = value;
    this.#value.fire(value);
  }

  /** Ticks an item, or takes that back. */
  toggle(label: string): void {
    const item = itemOf(this, label);
    this.selectedItems = this.selectedItems.includes(item)
      ? this.selectedItems.filter((each) => each !== item)
      : [...this.selectedItems, item];
    this.#selection.fire(this.selectedItems);
  }

  /** The labels of what is ticked. */
  get ticked(): string[] {
    return this.selectedItems.map(({ label }) => label);
  }

  /** What it says of what was entered: below what is typed, or above what is offered. */
  get says(): string {
    const { validationMessage: said } = this;
    return (typeof said === 'object' ? said.message : said) ?? this.prompt ?? '';
  }

  accept(): void {
    this.#accept.fire();
  }

  back(): void {
    this.#button.fire(vscode.QuickInputButtons.Back);
  }
}

function itemOf({ items }: FakeInput, label: string): vscode.QuickPickItem {
  const item = items.find((each) => each.label.startsWith(label));
  assert.ok(item, `${label} is not offered: ${items.map((each) => each.label).join(', ')}`);
  return item;
}

/** Runs something that asks through quick inputs, while a person answers them. */
export async function answering<T>(
  run: () => Thenable<T>,
  person: (inputs: Inputs) => Promise<void>,
): Promise<T> {
  const shown: FakeInput[] = [];
  const create = () => {
    const input = new FakeInput();
    shown.push(input);
    return input;
  };
  const { createInputBox, createQuickPick } = vscode.window;
  Object.assign(vscode.window, { createInputBox: create, createQuickPick: create });
  try {
    const [result] = await Promise.all([run(), person(new Inputs(shown))]);
    assert.ok(!shown.some(({ isShown }) => isShown), 'an input is left open');
    return result;
  } finally {
    Object.assign(vscode.window, { createInputBox, createQuickPick });
  }
}

/** What a person sees and does. */
export class Inputs {
  readonly #shown: FakeInput[];

  constructor(shown: FakeInput[]) {
    this.#shown = shown;
  }

  /** The input that asks so. */
  asks(prompt: string): Promise<FakeInput> {
    return eventually(
      `asked "${prompt}"`,
      () => this.#shown.find((each) => each.isShown) ?? new FakeInput(),
      (input) => `${input.prompt ?? ''}${input.placeholder ?? ''}`.includes(prompt),
    );
  }

  async answer(prompt: string, value?: string): Promise<void> {
    const input = await this.asks(prompt);
    if (value !== undefined) input.type(value);
    input.accept();
  }

  async pick(prompt: string, label: string): Promise<void> {
    const input = await this.asks(prompt);
    input.activeItems = [itemOf(input, label)];
    input.accept();
  }

  /** Ticks just these items of a page, and accepts them. */
  async tick(prompt: string, ...labels: string[]): Promise<void> {
    const input = await this.asks(prompt);
    for (const label of [...input.ticked, ...labels]) input.toggle(label);
    input.accept();
  }

  /** Answers page after page: a prompt each, and what is typed or picked. */
  async through(pages: readonly (readonly string[])[]): Promise<void> {
    for (const [prompt = '', answer = ''] of pages) {
      const { items } = await this.asks(prompt);
      await (items.length > 0 ? this.pick(prompt, answer) : this.answer(prompt, answer));
    }
  }

  /** The input that says so of what was entered. */
  refused(reason: string): Promise<FakeInput> {
    return eventually(
      `refused: ${reason}`,
      () => this.#shown.find((each) => each.isShown) ?? new FakeInput(),
      ({ says }) => says.includes(reason),
    );
  }

  async cancel(prompt: string): Promise<void> {
    (await this.asks(prompt)).hide();
  }
}
