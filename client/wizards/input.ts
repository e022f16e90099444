import { isDeepStrictEqual } from 'node:util';
import * as vscode from 'vscode';
import { messageOf } from '../failures.ts';
import type { InputPage, ManyItem, ManyPage, PickItem, PickPage, Step } from './page.ts';

/** The values of any wizard. */
export type Anything = Readonly<Record<string, unknown>>;

/** A page of any wizard. */
export type AnyPage = InputPage<Anything> | PickPage<Anything> | AnyManyPage;
type AnyManyPage = ManyPage<Readonly<Record<string, readonly unknown[]>>>;

type Box = vscode.InputBox | vscode.QuickPick<PickItem<unknown, Anything>> | Many;
type Many = vscode.QuickPick<ManyItem<unknown>>;

/** What the user has answered on a page. */
export type Answer =
  | { readonly value: unknown }
  | { readonly leadsTo: (values: Anything) => Step<Anything> | Promise<Step<Anything>> };

/** A page's input, and how what is in it is written, read and judged. */
export interface Input {
  readonly box: Box;
  write(value: unknown): void;
  /** What is accepted; undefined where that is nothing, or will not do, which it then says. */
  answer(): Answer | undefined;
  /** What is in it, whether that will do or not; undefined where only an answer counts. */
  entered(): unknown;
  /** Says why what was entered will not do, or takes that back. */
  say(fault: string | undefined): void;
  /** Begins what goes on while the page is shown. */
  start(signal: AbortSignal): void;
}

export function inputOf(page: AnyPage): Input {
  switch (page.kind) {
    case 'input':
      return inputBox(page);
    case 'pick':
      return quickPick(page);
    case 'many':
      return manyPick(page);
  }
}

function inputBox({
  prompt,
  placeholder,
  isSecret = false,
  validate,
  advise,
}: InputPage<Anything>): Input {
  const box = vscode.window.createInputBox();
  box.prompt = prompt;
  box.placeholder = placeholder;
  box.password = isSecret;
  /** What was spoken against: who accepts it again means it. What is offered instead may have its own faults. */
  const advised = new Set<string>();
  const say = (fault: string | undefined) => {
    box.validationMessage = fault;
  };
  box.onDidChangeValue((value) => {
    // What is still being typed is not judged, only what was judged before.
    if (box.validationMessage) say(validate?.(value));
  });
  return {
    box,
    say,
    write: (value = '') => {
      box.value = String(value);
    },
    answer() {
      const value = box.value.trim();
      const fault = validate?.(value);
      const advice = fault || advised.has(value) ? undefined : advise?.(value);
      if (fault) say(fault);
      if (advice) {
        const { says: message, instead = value } = advice;
        advised.add(value);
        box.value = instead;
        box.validationMessage = {
          message,
          severity: vscode.InputBoxValidationSeverity.Warning,
        };
      }
      return fault || advice ? undefined : { value };
    },
    entered: () => box.value,
    start: () => {},
  };
}

function quickPick({ placeholder, prompt, items, load }: PickPage<Anything>): Input {
  const box = vscode.window.createQuickPick<PickItem<unknown, Anything>>();
  box.placeholder = placeholder;
  box.prompt = prompt;
  box.matchOnDescription = true;
  box.matchOnDetail = true;
  box.items = items;
  let entered: unknown;
  const say = (fault: string | undefined) => {
    box.prompt = fault ?? prompt;
  };
  const write = (value: unknown) => {
    entered = value;
    const { items } = box;
    const [first] = items.filter((item) => item.value !== undefined || item.leadsTo);
    const meant =
      value === undefined ? first : items.find((item) => isDeepStrictEqual(item.value, value));
    // Also the first one: VS Code does not activate it where the focus is in an editor.
    const active = meant ?? first;
    box.activeItems = active ? [active] : [];
  };
  return {
    box,
    say,
    write,
    answer() {
      const [item] = box.activeItems;
      if (item?.refusal) say(item.refusal);
      if (!item || item.refusal) return undefined;
      const { value, leadsTo } = item;
      if (leadsTo) return { leadsTo };
      return value === undefined ? undefined : { value };
    },
    entered: () => undefined,
    start(signal) {
      if (!load) return;
      box.busy = true;
      const done = (say: () => void) => {
        if (signal.aborted) return;
        box.busy = false;
        say();
      };
      load(signal).then(
        (more) =>
          done(() => {
            box.items = [...more, ...items];
            write(entered);
          }),
        (error: unknown) => done(() => say(messageOf(error))),
      );
    },
  };
}

function manyPick({ placeholder, prompt, items, none }: AnyManyPage): Input {
  const box = vscode.window.createQuickPick<ManyItem<unknown>>();
  box.canSelectMany = true;
  box.placeholder = placeholder;
  box.prompt = prompt;
  box.items = items;
  let before: readonly ManyItem<unknown>[] = [];
  const say = (fault: string | undefined) => {
    box.prompt = fault ?? prompt;
  };
  box.onDidChangeSelection((selected) => {
    const added = selected.find((item) => !before.includes(item));
    const { values = [], why } = added?.excludes ?? {};
    const kept = selected.filter(({ value }) => !values.includes(value));
    before = kept;
    if (kept.length === selected.length) {
      if (added) say(undefined);
      return;
    }
    box.selectedItems = kept;
    say(why);
  });
  // In the order that they are offered in, whatever the order they were chosen in.
  const entered = () =>
    items.filter((item) => box.selectedItems.includes(item)).map(({ value }) => value);
  return {
    box,
    say,
    entered,
    write(value) {
      const chosen = Array.isArray(value) ? value : [];
      before = items.filter((item) => chosen.includes(item.value));
      box.selectedItems = before;
    },
    answer() {
      const value = entered();
      if (none && value.length === 0) say(none);
      return none && value.length === 0 ? undefined : { value };
    },
    start: () => {},
  };
}
