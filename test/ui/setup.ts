import { removeFolder } from '../../scripts/lib/folders.mts';
import { installCodeServer } from '../../scripts/vscode/code-server.mts';
import { SCREENSHOTS } from '../../scripts/vscode/screen.mts';

/** Before any UI test: the VS Code they run in is there, so that no test's time limit has to hold its installation. */
export default async function setup(): Promise<void> {
  removeFolder(SCREENSHOTS);
  await installCodeServer();
}
