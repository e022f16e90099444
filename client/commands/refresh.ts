import type { ConnectionsTeller } from '../server/tell-connections.ts';
import type { LazySidebar } from '../sidebar/lazy-sidebar.ts';

/** Asks CARTO again for all that is shown of it. */
export async function refresh(sidebar: LazySidebar, connections: ConnectionsTeller): Promise<void> {
  await sidebar.refresh();
  connections.refresh();
}
