import * as vscode from 'vscode';
import { isCancellation, showFailure } from '../failures.ts';
import type { Log } from '../log.ts';

/** What can be done next, by the name of its button. */
export type Offers = Readonly<Record<string, () => Promise<unknown>>>;

/**
 * Says what has been done, and offers what can be done next. Nothing waits for the answer: a message may stand as long as
 * it likes.
 */
export function offer(
  text: string,
  offers: Offers,
  log: Log,
  level: 'information' | 'warning' = 'information',
): void {
  const buttons = Object.keys(offers);
  const answer =
    level === 'warning'
      ? vscode.window.showWarningMessage(text, ...buttons)
      : vscode.window.showInformationMessage(text, ...buttons);
  const act = async () => {
    const chosen = await answer;
    try {
      await (chosen === undefined ? undefined : offers[chosen]?.());
    } catch (error) {
      if (isCancellation(error)) return;
      log.error(`"${chosen}" failed`, error);
      await showFailure(error, log);
    }
  };
  void act();
}
