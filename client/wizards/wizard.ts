import * as vscode from 'vscode';

/** What was entered so far, by page. Pages that were not shown have nothing. */
export type Values = Readonly<Record<string, string | undefined>>;

interface CommonPage {
  /** What its value is called. */
  readonly id: string;
  /** What it is to begin with. */
  readonly value?: string | undefined;
}

export interface InputPage extends CommonPage {
  readonly kind: 'input';
  /** What is to be typed, below the input. */
  readonly prompt: string;
  readonly placeholder?: string;
  /** Whether nobody may read it over the user's shoulder. */
  readonly isSecret?: boolean;
  /** Says at once why it will not do. */
  readonly validate?: (value: string) => string | undefined;
  /** What may come from elsewhere while the page is shown, and then is as if it had been typed. */
  readonly elsewhere?: (signal: AbortSignal) => Promise<string>;
  /**
   * Looks at what was entered with all the time it needs.
   *
   * @param signal aborted when the user cancels or goes back
   * @returns why it will not do, as a sentence or two; undefined where it will
   */
  readonly check?: (values: Values, signal: AbortSignal) => Promise<string | undefined>;
}

export interface PickPage extends CommonPage {
  readonly kind: 'pick';
  readonly placeholder: string;
  readonly items: readonly PickItem[];
}

export interface PickItem extends vscode.QuickPickItem {
  readonly value: string;
}

export type Page = InputPage | PickPage;

type Outcome = 'next' | 'back' | 'cancelled';

/**
 * Asks page after page. Back goes to the page before, and every page shows again what was entered in it; pasting from
 * elsewhere does not close it.
 *
 * @param pages the pages that what was entered so far leads to; those that were shown must stay the same
 * @returns what was entered, or undefined where the user has cancelled
 */
export async function runWizard(
  title: string,
  pages: (values: Values) => readonly Page[],
  initial: Values = {},
): Promise<Values | undefined> {
  const values: Record<string, string | undefined> = { ...initial };
  for (let at = 0; ; ) {
    const all = pages(values);
    const page = all[at];
    if (!page) return shownOnly(values, all);
    const outcome = await showPage(page, values, { title, step: at + 1, totalSteps: all.length });
    if (outcome === 'cancelled') return undefined;
    at += outcome === 'next' ? 1 : -1;
  }
}

/** What was entered on pages that another choice has led away from is of no more use. */
function shownOnly(values: Values, pages: readonly Page[]): Values {
  return Object.fromEntries(pages.map(({ id }) => [id, values[id]]));
}

interface Heading {
  readonly title: string;
  readonly step: number;
  readonly totalSteps: number;
}

function showPage(
  page: Page,
  values: Record<string, string | undefined>,
  heading: Heading,
): Promise<Outcome> {
  const input = page.kind === 'input' ? inputBox(page) : quickPick(page);
  const { box } = input;
  Object.assign(box, { ...heading, ignoreFocusOut: true });
  box.buttons = heading.step > 1 ? [vscode.QuickInputButtons.Back] : [];
  const { elsewhere } = page.kind === 'input' ? page : {};
  // Before it is shown, or it would overwrite what is typed at once. What came from elsewhere is another each time.
  if (!elsewhere) input.write(values[page.id] ?? page.value);

  return new Promise((resolve, reject) => {
    /** Aborted when the page is left, however it is. */
    const leaving = new AbortController();
    const { signal } = leaving;
    let isChecking = false;
    const leave = (outcome: Outcome) => {
      leaving.abort();
      resolve(outcome); // first: what is disposed of says that it was hidden, which would be a cancel
      box.dispose();
    };
    const accept = async () => {
      const value = input.read();
      if (value === undefined || isChecking) return;
      values[page.id] = value;
      if (page.kind === 'pick') return leave('next');
      const fault = page.validate?.(value);
      if (fault || !page.check) return fault ? input.say(fault) : leave('next');

      isChecking = true;
      input.say(undefined);
      box.busy = true;
      const refusal = await page.check(values, signal);
      isChecking = false;
      if (signal.aborted) return;
      box.busy = false;
      if (refusal) input.say(refusal);
      else leave('next');
    };
    const acceptOrFail = () => {
      accept().catch((error: unknown) => {
        reject(error);
        leave('cancelled');
      });
    };

    box.onDidTriggerButton(() => leave('back'));
    box.onDidAccept(acceptOrFail);
    box.onDidHide(() => leave('cancelled'));
    box.show();
    elsewhere?.(signal).then(
      (value) => {
        if (signal.aborted) return;
        input.write(value);
        acceptOrFail();
      },
      (error: unknown) => {
        if (!signal.aborted) input.say(error instanceof Error ? error.message : String(error));
      },
    );
  });
}

/** A page's input, and how what is in it is read, written and judged. */
interface Input {
  readonly box: vscode.InputBox | vscode.QuickPick<PickItem>;
  read(): string | undefined;
  write(value: string | undefined): void;
  /** Says why what was entered will not do, or takes that back. */
  say(fault: string | undefined): void;
}

function inputBox({ prompt, placeholder, isSecret = false, validate }: InputPage): Input {
  const box = vscode.window.createInputBox();
  box.prompt = prompt;
  box.placeholder = placeholder;
  box.password = isSecret;
  const say = (fault: string | undefined) => {
    box.validationMessage = fault;
  };
  box.onDidChangeValue((value) => {
    // What is still being typed is not judged, only what was judged before.
    if (box.validationMessage) say(validate?.(value));
  });
  return {
    box,
    read: () => box.value.trim(),
    write: (value = '') => {
      box.value = value;
    },
    say,
  };
}

function quickPick({ placeholder, items }: PickPage): Input {
  const box = vscode.window.createQuickPick<PickItem>();
  box.placeholder = placeholder;
  box.matchOnDescription = true;
  box.matchOnDetail = true;
  box.items = items;
  return {
    box,
    read: () => box.activeItems[0]?.value,
    write: (value) => {
      box.activeItems = items.filter((item) => item.value === value);
    },
    say: () => {}, // everything that is offered will do
  };
}
