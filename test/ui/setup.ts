import { installCodeServer } from '../../scripts/vscode/code-server.mts';

/** Before any UI test: the VS Code they run in is there, so that no test's time limit has to hold its installation. */
export default installCodeServer;
