import type { Log } from '../log.ts';

export function showLogs(log: Log): void {
  log.show();
}
