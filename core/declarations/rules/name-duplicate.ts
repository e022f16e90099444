import { all, shown } from '../../wording.ts';
import type { Circumstances } from '../circumstances.ts';
import type { Declaration } from '../declaration.ts';
import { replacement } from '../fixes.ts';
import type { DeclarationRule } from '../rule.ts';

/** As many other files as a message names. */
const MANY = 3;

/** Names are unique per user. Sources: CARTO, "API Access Tokens" and "Auth API". */
export const nameDuplicate = {
  id: 'name-duplicate',
  severity: 'error',
  finds: 'a name that another declaration of the workspace has',
  *check(declaration, circumstances) {
    const { name, kind } = declaration;
    if (!name || name.value.trim() === '') return;
    const others = circumstances.namesakes(kind, name.value);
    if (others.length === 0) return;
    const files = all(others.slice(0, MANY).map(({ path }) => shown(path)));
    const more = others.length > MANY ? ' and other files' : '';
    yield {
      span: name.span,
      message:
        `The name "${shown(name.value)}" is declared in ${files}${more}, too, and names are unique in an account: CARTO refuses the ` +
        'second. Rename one of them.',
      related: others.map(({ uri, range }) => {
        return { uri, range, message: 'The same name is declared here.' };
      }),
      fixes: () => {
        const free = freeName(declaration, name.value, circumstances);
        return [replacement(name, free, 'possible', `Rename to "${shown(free)}"`)];
      },
    };
  },
} as const satisfies DeclarationRule;

function freeName({ kind }: Declaration, name: string, { namesakes }: Circumstances): string {
  let free = name;
  for (let number = 2; namesakes(kind, free).length > 0; number += 1) free = `${name}-${number}`;
  return free;
}
