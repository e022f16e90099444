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
  validationMessage: string | undefined;
  buttons: readonly vscode.QuickInputButton[] = [];
  items: readonly vscode.QuickPickItem[] = [];
  activeItems: readonly vscode.QuickPickItem[] = [];
  isShown = false;
  readonly #accept = new vscode.EventEmitter<void>();
  readonly #hide = new vscode.EventEmitter<void>();
  readonly #button = new vscode.EventEmitter<vscode.QuickInputButton>();
  readonly #value = new vscode.EventEmitter<string>();
  readonly onDidAccept = this.#accept.event;
  readonly onDidHide = this.#hide.event;
  readonly onDidTriggerButton = this.#button.event;
  readonly onDidChangeValue = this.#value.event;

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

  accept(): void {
    this.#accept.fire();
  }

  back(): void {
    this.#button.fire(vscode.QuickInputButtons.Back);
  }
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
    const item = input.items.find((each) => each.label.startsWith(label));
    assert.ok(item, `${label} is not offered`);
    input.activeItems = [item];
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
      ({ validationMessage }) => validationMessage?.includes(reason) === true,
    );
  }

  async cancel(prompt: string): Promise<void> {
    (await this.asks(prompt)).hide();
  }
}
