import type { SidebarCommandId } from '../sidebar/commands.ts';
import type { SidebarCommand } from './context.ts';
import { revealInWorkspace } from './reveal-in-workspace.ts';

/** What runs each command of the sidebar. */
export const COMMANDS: Readonly<Record<SidebarCommandId, SidebarCommand>> = {
  'cartotoken.revealInWorkspace': revealInWorkspace,
};
