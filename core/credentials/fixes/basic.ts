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

/** Has requests of a text send their keys by HTTP Basic. Its code is read once, however many are asked about. */
export class BasicFixes {
  readonly #text: string;
  readonly #place: Place;
  /** By where it begins. */
  readonly #code = new Map<number, Code>();

  constructor(text: string, place: Place) {
    this.#text = text;
    this.#place = place;
  }

  /**
   * What has a request send its key by HTTP Basic instead of as the parameter whose name stands at a place. Undefined where
   * it is not plain to see how, or for whom; and where the name is encoded or in pieces.
   */
  instead(span: Span): BasicEdits | undefined {
    const { path, language: id = '' } = this.#place;
    const text = this.#text;
    if (!/^(?:api|map)_key$/i.test(text.slice(span.start, span.end))) return undefined;
    if (WITH_COMMANDS_IDS.includes(id) || WITH_COMMANDS.test(path))
      return basicInCommand(text, span);
    const language = languageOf(this.#place);
    const around = language && codeAround(this.#place, text, span.start);
    if (!around) return undefined;
    const code = this.#code.get(around.start) ?? new Code(text, language, around);
    this.#code.set(around.start, code);
    if (language === PYTHON) return basicInPython(code, span);
    return JAVASCRIPT.test(id) || JAVASCRIPT_FILES.test(path)
      ? basicInJavaScript(code, span)
      : undefined;
  }
}
