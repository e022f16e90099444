import { TOKEN_SCHEME } from '../../server/protocol.ts';
import { LazyFileSystem } from '../lazy-file-system.ts';
import type { LazySidebar } from '../sidebar/lazy-sidebar.ts';
import type { TokenFiles } from './token-files.ts';

/** The tokens of accounts as declarations that are edited and saved like files. What does the work is the sidebar's. */
export function tokenFileSystem(sidebar: LazySidebar): LazyFileSystem<TokenFiles> {
  return new LazyFileSystem(TOKEN_SCHEME, async (tell) => (await sidebar.load()).tokenFiles(tell));
}
