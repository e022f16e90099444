import * as vscode from 'vscode';

/** What takes no longer is not worth a notification, in milliseconds. */
const SHORT = 300;

/** Says how far the work is: a few words, and by how many percent it has grown. */
export type Report = (message: string, increment?: number) => void;

/**
 * Does work, with a notification that can cancel it as soon as it takes a while.
 *
 * @param title what is being done, as in "Testing storefront-map"
 * @param work gets a signal that is aborted where the user cancels
 */
export async function withProgress<T>(
  title: string,
  work: (signal: AbortSignal, report: Report) => Promise<T>,
): Promise<T> {
  const cancelling = new AbortController();
  let progress: vscode.Progress<{ message?: string; increment?: number }> | undefined;
  let last: { message?: string; increment: number } = { increment: 0 };
  const report: Report = (message, increment = 0) => {
    last = { message, increment: last.increment + increment };
    progress?.report({ message, increment });
  };
  const working = work(cancelling.signal, report);
  const timer = setTimeout(() => {
    void vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title, cancellable: true },
      async (shown, token) => {
        token.onCancellationRequested(() => cancelling.abort());
        progress = shown;
        shown.report(last);
        await working.catch(() => undefined); // whoever waits for it says so
      },
    );
  }, SHORT);
  try {
    return await working;
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Waits, as {@link withProgress} does, for work that is not this one's alone: cancelled, it is only waited for no longer.
 *
 * @throws CancellationError then; what the work throws
 */
export function waitFor<T>(title: string, work: Promise<T>): Promise<T> {
  return withProgress(title, (signal) => {
    const cancelled = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(new vscode.CancellationError()));
    });
    return Promise.race([work, cancelled]);
  });
}
