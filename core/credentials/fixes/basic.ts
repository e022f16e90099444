import type { Span } from '../../problem.ts';
import type { Place } from '../place.ts';
import { Code } from './basic/code.ts';
import { basicInCommand } from './basic/command.ts';
import type { BasicEdits } from './basic/edits.ts';
import { basicInJavaScript } from './basic/javascript.ts';
import { basicInPython } from './basic/python.ts';
import { PYTHON } from './languages/python.ts';
import { codeAround, languageOf } from './languages.ts';

/** Files in which commands stand as a shell reads them, beside scripts. */
const WITH_COMMANDS = /\.(?:sh|bash|zsh|ksh|md|ya?ml)$|(?:^|\/)(?:Dockerfile[\w.]*|Makefile)$/i;
const WITH_COMMANDS_IDS = ['shellscript', 'dockerfile', 'markdown', 'yaml', 'makefile'];
const JAVASCRIPT = /^(?:javascript|typescript)(?:react)?$|^(?:vue|svelte)$/;
const JAVASCRIPT_FILES = /\.(?:[cm]?[jt]sx?|vue|svelte)$/i;

/**
 * What has a request send its key by HTTP Basic instead of as the parameter whose name stands at a place. Undefined where
 * it is not plain to see how, or for whom; and where the name is encoded or in pieces.
 */
export function basicInstead(text: string, span: Span, place: Place): BasicEdits | undefined {
  if (!/^(?:api|map)_key$/i.test(text.slice(span.start, span.end))) return undefined;
  const { path, language: id = '' } = place;
  if (WITH_COMMANDS_IDS.includes(id) || WITH_COMMANDS.test(path)) return basicInCommand(text, span);
  const language = languageOf(place);
  const around = language && codeAround(place, text, span.start);
  if (!around) return undefined;
  const code = new Code(text, language, around);
  if (language === PYTHON) return basicInPython(code, span);
  return JAVASCRIPT.test(id) || JAVASCRIPT_FILES.test(path)
    ? basicInJavaScript(code, span)
    : undefined;
}
