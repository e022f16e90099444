import assert from 'node:assert/strict';
import * as vscode from 'vscode';

/** A message that was shown: its text, its detail and the names of its buttons. */
export interface Shown {
  readonly level: 'error' | 'warning' | 'information';
  readonly text: string;
  readonly buttons: readonly string[];
}

/**
 * Stands for the person in front of messages and quick picks, which cannot be driven from inside the extension host:
 * answers in the order given, and remembers what was shown. What nobody has told it to answer, it closes.
 */
export class Person {
  readonly shown: Shown[] = [];
  /** The labels of each quick pick. */
  readonly offered: string[][] = [];
  /** What messages without buttons are waited for with. */
  #open: Promise<undefined> | undefined;
  readonly #answers: (string | string[] | undefined)[] = [];
  readonly #before: Partial<typeof vscode.window> = {};

  constructor() {
    const {
      showErrorMessage,
      showWarningMessage,
      showInformationMessage,
      showQuickPick,
      showInputBox,
    } = vscode.window;
    this.#before = {
      showErrorMessage,
      showWarningMessage,
      showInformationMessage,
      showQuickPick,
      showInputBox,
    };
    Object.assign(vscode.window, {
      showErrorMessage: this.#message('error'),
      showWarningMessage: this.#message('warning'),
      showInformationMessage: this.#message('information'),
      showQuickPick: this.#pick,
      showInputBox: async (options?: vscode.InputBoxOptions) => {
        this.offered.push([options?.prompt ?? options?.placeHolder ?? '']);
        return this.#answers.shift();
      },
    });
  }

  /** What is answered next: the name of a button, the label of a choice, labels of several; undefined closes it. */
  answers(...answers: (string | string[] | undefined)[]): void {
    this.#answers.push(...answers);
  }

  /** Leaves messages without buttons where they are, until then. */
  leavesOpen(until: Promise<undefined>): void {
    this.#open = until;
  }

  /** The last message that was shown. */
  get last(): Shown | undefined {
    return this.shown.at(-1);
  }

  leave(): void {
    Object.assign(vscode.window, this.#before);
  }

  #message =
    (level: Shown['level']) =>
    async (message: string, ...rest: (string | vscode.MessageItem | vscode.MessageOptions)[]) => {
      const [first, ...others] = rest;
      const hasOptions = typeof first === 'object' && !('title' in first);
      const options = hasOptions ? (first as vscode.MessageOptions) : {};
      const items = (hasOptions ? others : rest) as (string | vscode.MessageItem)[];
      const titles = items.map((item) => (typeof item === 'string' ? item : item.title));
      const text = options.detail ? `${message}\n${options.detail}` : message;
      this.shown.push({ level, text, buttons: titles });
      if (titles.length === 0) return this.#open;
      const answer = this.#answers.shift();
      if (answer === undefined) return undefined;
      const index = titles.indexOf(String(answer));
      assert.ok(index >= 0, `"${answer}" is no button of "${text}": ${titles.join(', ')}`);
      return items[index];
    };

  #pick = async (
    given: readonly vscode.QuickPickItem[] | Thenable<readonly vscode.QuickPickItem[]>,
  ) => {
    const items = await given;
    const labels = items.map(({ label }) => label);
    this.offered.push(labels);
    const answer = this.#answers.shift();
    if (answer === undefined) return undefined;
    const find = (label: string) => {
      const item = items.find((each) => each.label === label);
      assert.ok(item, `"${label}" is not offered: ${labels.join(', ')}`);
      return item;
    };
    return Array.isArray(answer) ? answer.map(find) : find(answer);
  };
}
