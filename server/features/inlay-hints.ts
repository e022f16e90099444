import { type InlayHint, InlayHintKind, type Range } from 'vscode-languageserver';
import { servedApis } from '../../core/declarations/access.ts';
import type { Declared } from '../workspace/declarations.ts';

/** After each grant, the APIs it serves: `maps · sql`. */
export function inlayHints({ document, declaration }: Declared, asked: Range): InlayHint[] {
  const start = document.offsetAt(asked.start);
  const end = document.offsetAt(asked.end);
  return declaration.grants.flatMap(({ node, reads }) => {
    const at = node.offset + node.length;
    if (!reads || reads.kind === 'invalid' || at < start || at > end) return [];
    return {
      position: document.positionAt(at),
      label: servedApis(reads, declaration).join(' · ') || 'no API',
      kind: InlayHintKind.Type,
      paddingLeft: true,
    };
  });
}
