import type { SidebarCommandId } from '../sidebar/commands.ts';
import type { SidebarCommand } from './context.ts';
import { clearFilter, filterTokens } from './filter-tokens.ts';
import { groupTokens } from './group-tokens.ts';
import { revealInWorkspace } from './reveal-in-workspace.ts';
import { sortTokens } from './sort-tokens.ts';
import { testToken } from './test-token.ts';

/** What runs each command of the sidebar. */
export const COMMANDS: Readonly<Record<SidebarCommandId, SidebarCommand>> = {
  'cartotoken.revealInWorkspace': revealInWorkspace,
  'cartotoken.filterTokens': filterTokens,
  'cartotoken.clearFilter': clearFilter,
  'cartotoken.sortTokens': sortTokens,
  'cartotoken.groupTokens': groupTokens,
  'cartotoken.testToken': testToken,
};
