import * as vscode from 'vscode';
import { messageOf } from '../failures.ts';
import { type Answer, type AnyPage, inputOf } from './input.ts';

/** How a page was left: with an answer, or not. */
export type Outcome = Answer | 'back' | 'cancelled';

/** What stands above a page, and is said on it. */
export interface Heading {
  readonly title: string;
  readonly step: number;
  readonly totalSteps: number;
  readonly hasBack: boolean;
  readonly says: string | undefined;
}

/**
 * Shows one page until it is left.
 *
 * @param values what was entered so far; what is entered here is put into it as soon as it is accepted or gone back from, so
 *   that a page shows it again that is left and come back to
 */
export function showPage(
  page: AnyPage,
  values: Record<string, unknown>,
  { hasBack, says, ...heading }: Heading,
): Promise<Outcome> {
  const input = inputOf(page);
  const { box } = input;
  Object.assign(box, { ...heading, ignoreFocusOut: true });
  box.buttons = hasBack ? [vscode.QuickInputButtons.Back] : [];
  const { elsewhere, check } = page.kind === 'input' ? page : {};
  // Before it is shown, or it would overwrite what is typed at once. What came from elsewhere is another each time.
  if (!elsewhere) input.write(values[page.id] ?? page.value);
  if (says) input.say(says);

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
      if (isChecking || signal.aborted) return;
      const answer = input.answer();
      if (!answer) return;
      if ('value' in answer) values[page.id] = answer.value;
      if (!check) return leave(answer);

      isChecking = true;
      input.say(undefined);
      box.busy = true;
      const refusal = await check(values, signal);
      isChecking = false;
      if (signal.aborted) return;
      box.busy = false;
      if (refusal) input.say(refusal);
      else leave(answer);
    };
    const acceptOrFail = () => {
      accept().catch((error: unknown) => {
        reject(error);
        leave('cancelled');
      });
    };
    const sayOf = (error: unknown) => {
      if (!signal.aborted) input.say(messageOf(error));
    };

    const back = () => {
      const entered = elsewhere ? undefined : input.entered();
      if (entered !== undefined) values[page.id] = entered;
      leave('back');
    };
    box.onDidTriggerButton(back);
    box.onDidAccept(acceptOrFail);
    box.onDidHide(() => leave('cancelled'));
    box.show();
    input.start(signal);
    page.beside?.(signal).catch(sayOf);
    elsewhere?.(signal).then((value) => {
      if (signal.aborted) return;
      input.write(value);
      acceptOrFail();
    }, sayOf);
  });
}
