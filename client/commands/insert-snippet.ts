import * as vscode from 'vscode';
import { type FittingSnippet, snippetsFor } from '../../core/carto/snippets.ts';
import { suggestedVariable } from '../../core/dotenv.ts';
import type { Credential } from '../accounts/credentials.ts';
import { usesVite } from '../environment/vite.ts';
import { chooseAny } from './choose-any.ts';
import type { SidebarCommand } from './context.ts';
import { insertText } from './insert-text.ts';
import { subjectOf } from './subject.ts';

/** The languages, by VS Code's ids, in which the code of another is written. */
const SPOKEN: Readonly<Record<string, FittingSnippet['language']>> = {
  javascriptreact: 'javascript',
  typescript: 'javascript',
  typescriptreact: 'javascript',
  vue: 'javascript',
  svelte: 'javascript',
  astro: 'javascript',
};

/**
 * Inserts code at the cursor that uses a token or key, which it reads from an environment variable; in a new document
 * where no editor is open.
 *
 * @throws where there is nothing that the credential can be used for, or the editor takes no text
 */
export const insertSnippet: SidebarCommand = async (context, on) => {
  const editor = vscode.window.activeTextEditor;
  const title = vscode.l10n.t('Insert Client Snippet');
  const node = await chooseAny(context, on, title);
  if (!node) return;
  const { credential } = node;
  const snippets = snippetsFor(await subjectOf(context, node));
  if (snippets.length === 0) {
    throw new Error(
      vscode.l10n.t(
        'There is nothing yet that {0} could be used for: none of its APIs accepts what it is granted. Change its APIs or grants first.',
        credential.name,
      ),
    );
  }
  const snippet = await chooseSnippet(`${title}: ${credential.name}`, snippets, editor?.document);
  if (!snippet) return;
  const text = await codeOf(snippet, credential, editor?.document);
  if (editor) {
    // A text in a shell may go over lines: blanks would become part of it.
    const isFree = snippet.language !== 'shellscript';
    await insertText(editor, isFree ? indented(text, editor) : text);
  } else {
    const { language } = snippet;
    const document = await vscode.workspace.openTextDocument({ language, content: `${text}\n` });
    await vscode.window.showTextDocument(document, { preview: false });
  }
};

/** Only those of the document's language, where there are any. */
async function chooseSnippet(
  title: string,
  all: readonly FittingSnippet[],
  document: vscode.TextDocument | undefined,
): Promise<FittingSnippet | undefined> {
  const id = document?.languageId ?? '';
  const spoken = SPOKEN[id] ?? id;
  const own = all.filter(({ language }) => language === spoken);
  const [only, second] = own;
  if (only && !second) return only;
  const chosen = await vscode.window.showQuickPick(
    (only ? own : all).map((snippet) => ({ label: snippet.name, snippet })),
    {
      title,
      placeHolder: vscode.l10n.t(
        'Which one? It will read the credential from an environment variable.',
      ),
    },
  );
  return chosen?.snippet;
}

async function codeOf(
  { language, write }: FittingSnippet,
  credential: Credential,
  document: vscode.TextDocument | undefined,
): Promise<string> {
  const isVite = language === 'javascript' && document && (await usesVite(document.uri));
  return write({
    kind: 'variable',
    name: suggestedVariable(credential, isVite ? 'VITE_' : ''),
    of: isVite ? 'import.meta.env' : 'process.env',
  });
}

/** Lines after the first begin as the one they are inserted into. */
function indented(text: string, { document, selection: { start } }: vscode.TextEditor): string {
  const before = document.lineAt(start.line).text.slice(0, start.character);
  const blanks = /^\s*/.exec(before)?.[0] ?? '';
  return text.replace(/\n(?=.)/g, `\n${blanks}`);
}
