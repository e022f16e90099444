import { appendFileSync } from 'node:fs';
import Mocha from 'mocha';

/** What came of the tests, for the script that started VS Code. */
export interface Results {
  readonly passed: string[];
  readonly failed: { readonly title: string; readonly error: string }[];
  readonly skipped: string[];
}

/** What is written of a test as soon as it has ended, as a line of JSON. */
export interface TestEnded {
  readonly outcome: keyof Results;
  readonly title: string;
  /** Of one that failed. */
  readonly error: string;
  readonly milliseconds: number;
}

/** What is written after the last. */
export interface AllEnded {
  readonly outcome: 'end';
  readonly title: '';
}

/** How long a test may take, in milliseconds, before it is given up. Nothing that passes does, on however busy a machine. */
const TIME_LIMIT = 5 * 60_000;

/** VS Code's entry to the tests: runs every suite inside the extension host and writes what came of them. */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', timeout: TIME_LIMIT });
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  await import('./declarations.test.ts');
  await import('./new-declaration.test.ts');
  await import('./notebooks.test.ts');
  await import('./queries.test.ts');
  await import('./bad-input.test.ts');
  await import('./credentials.test.ts');
  await import('./suppressing.test.ts');
  await import('./move-credential.test.ts');
  await import('./account-store.test.ts');
  await import('./wizard.test.ts');
  await import('./grant-pages.test.ts');
  await import('./create-token.test.ts');
  await import('./create-key.test.ts');
  await import('./create-from-declaration.test.ts');
  await import('./save-as-declaration.test.ts');
  await import('./keyring.test.ts');
  await import('./tell-connections.test.ts');
  await import('./tell-credentials.test.ts');
  await import('./found-credential.test.ts');
  await import('./graded.test.ts');
  await import('./browser-login.test.ts');
  await import('./sandbox-host.test.ts');
  await import('./sign-in.test.ts');
  await import('./credential-lists.test.ts');
  await import('./choose-account.test.ts');
  await import('./progress.test.ts');
  await import('./tokens-tree.test.ts');
  await import('./tokens-view.test.ts');
  await import('./declarations-view.test.ts');
  await import('./test-token.test.ts');
  await import('./trust.test.ts');
  await import('./copying.test.ts');
  await import('./inserting.test.ts');
  await import('./add-to-env.test.ts');
  await import('./token-files.test.ts');
  await import('./edit-token.test.ts');
  await import('./usages.test.ts');
  await import('./delete-credential.test.ts');
  await import('./regenerate-key.test.ts');
  await import('./rotate-token.test.ts');
  await import('./edit-as-file.test.ts');
  await import('./workspace-scan.test.ts');
  await import('./server.test.ts');
  await import('./failures.test.ts');
  await import('./redaction.test.ts');
  await import('./getting-started.test.ts');
  await import('./manifest.test.ts');

  const only = process.env['CARTOTOKEN_TEST_ONLY'];
  if (only) mocha.grep(only);

  const file = process.env['CARTOTOKEN_TEST_RESULTS'];
  const tell = (ended: TestEnded | AllEnded) => {
    if (file) appendFileSync(file, `${JSON.stringify(ended)}\n`);
  };
  const ended = (outcome: TestEnded['outcome'], test: Mocha.Test, error = '') =>
    tell({ outcome, title: test.fullTitle(), error, milliseconds: test.duration ?? 0 });
  await new Promise<void>((resolve) => {
    mocha
      .run(() => resolve())
      .on('pass', (test) => ended('passed', test))
      .on('pending', (test) => ended('skipped', test))
      .on('fail', (test, error: Error) => ended('failed', test, error.stack ?? String(error)));
  });
  tell({ outcome: 'end', title: '' });
}
