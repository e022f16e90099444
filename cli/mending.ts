import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Sent } from '../core/credentials/finding.ts';
import { type EditFix, Fixes, ruleOn } from '../core/credentials/fixes.ts';
import { type Look, NOTHING } from '../core/credentials/look.ts';
import type { Place } from '../core/credentials/place.ts';
import type { RuleId } from '../core/inspect.ts';
import type { Problem } from '../core/problem.ts';

/** The text of a file in which something was found, read once however many of its findings are asked about. */
export class Mending {
  readonly document: TextDocument;
  readonly #fixes: Fixes;
  readonly #sent: ReadonlyMap<string, Sent>;

  /** @param look what was found in it */
  constructor(text: string, place: Place, look: Look = NOTHING) {
    this.document = TextDocument.create('', '', 0, text);
    this.#fixes = new Fixes(text, place);
    this.#sent = new Map(
      look.findings.flatMap((each) =>
        'ways' in each ? [[keyOf(ruleOn(each), each.span.start), each] as const] : [],
      ),
    );
  }

  /**
   * How a key is sent in a better way, where the request's shape is clear and the key is no part of what is written: reports are
   * uploaded. Credentials are not moved out of the code here: the value would be kept nowhere.
   */
  requestFixes({ rule, span }: Pick<Problem<RuleId>, 'rule' | 'span'>): EditFix[] {
    const sent = this.#sent.get(keyOf(rule, span.start));
    return sent ? this.#fixes.ofRequest(sent).filter(({ holdsKey }) => !holdsKey) : [];
  }
}

function keyOf(rule: RuleId, start: number): string {
  return `${rule} ${start}`;
}

/** Makes something of a key, and keeps the last that was made: for who asks of one key many times, and then of the next. */
export function lastMade<Key, Value>(make: (key: Key) => Value): (key: Key) => Value {
  let last: { readonly key: Key; readonly value: Value } | undefined;
  return (key) => {
    if (last?.key !== key) last = { key, value: make(key) };
    return last.value;
  };
}
