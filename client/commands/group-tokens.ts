import type { SidebarCommand } from './context.ts';

/** Groups the tokens by how restricted they are, or does so no longer. */
export const groupTokens: SidebarCommand = ({ arrangement }) =>
  arrangement.change({ isGrouped: !arrangement.current.isGrouped });
