import type { ConnectionsTeller } from '../server/tell-connections.ts';
import type { TokensView } from '../tokens/tokens-view.ts';

/** Asks CARTO again for all that is shown of it. */
export async function refresh(tokens: TokensView, connections: ConnectionsTeller): Promise<void> {
  await tokens.refresh();
  connections.refresh();
}
