import { readFileSync } from 'node:fs';
import path from 'node:path';
import { findIn } from '../../core/credentials/find.ts';
import { fixesFor } from '../../core/credentials/fixes.ts';
import { lookAt } from '../../core/credentials/look.ts';
import { NOWHERE } from '../../core/credentials/place.ts';
import { suppressingComment } from '../../core/credentials/suppressing-comment.ts';
import { withCredentials } from '../../test/support/credential-cases.ts';
import { filesBelow } from '../../test/support/files-below.ts';
import { ROOT } from './paths.mts';

/** The most of a case that is looked at, in characters. */
const MOST = 100_000;

/** Looks at all cases and works out their quick fixes, so that each pattern is built that a language or a name is put into. */
export function exerciseDetection(): void {
  for (const folder of ['credential-fixes', 'suppressing', 'credentials']) {
    for (const file of filesBelow(path.join(ROOT, 'test/fixtures', folder), '')) {
      const { text } = withCredentials(readFileSync(file, 'utf8').slice(0, MOST));
      const place = { ...NOWHERE, path: path.basename(file), variables: 'node' as const };
      const { suppressions } = lookAt(text);
      for (const detected of findIn(text)) {
        fixesFor(text, detected, place);
        suppressingComment(text, place, suppressions, {
          rule: 'hardcoded-api-key',
          at: detected.span.start,
        });
      }
    }
  }
}
