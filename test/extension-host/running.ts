import type { CommandContext, SidebarCommand } from '../../client/commands/context.ts';
import { isCancellation, showFailure } from '../../client/failures.ts';

/** Runs a command of the sidebar as it is registered: what it throws is shown. */
export async function running(
  command: SidebarCommand,
  context: CommandContext,
  on?: unknown,
): Promise<void> {
  try {
    await command(context, on, undefined);
  } catch (error) {
    if (!isCancellation(error)) await showFailure(error, context.log);
  }
}
