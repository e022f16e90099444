/** `npm run package`: the extension as a .vsix, for "Install from VSIX…" or `code --install-extension`. */
import { build, packageExtension } from './lib/build.mts';
import { ROOT } from './lib/paths.mts';
import { main } from './lib/trouble.mts';

await main(async () => {
  await build();
  await packageExtension(ROOT);
  return 0;
});
