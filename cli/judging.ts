import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { OVER_BUDGET } from '../core/credentials/budget.ts';
import type { Certain } from '../core/credentials/certain.ts';
import type { IgnoreEntry } from '../core/credentials/ignore-file.ts';
import { fingerprintsOf, type Look } from '../core/credentials/look.ts';
import { NOWHERE, type Place } from '../core/credentials/place.ts';
import type { Redactor } from '../core/credentials/redact.ts';
import type { Suppressed } from '../core/credentials/suppress.ts';
import { type Declaration, declarationName } from '../core/declarations/declaration.ts';
import { DeclaredNames } from '../core/declarations/names.ts';
import { parseDeclaration } from '../core/declarations/parse.ts';
import {
  type Conditions,
  inspectDeclaration,
  inspectIgnoreFile,
  judge,
  type RuleId,
} from '../core/inspect.ts';
import { compare, type Position, type Problem, type Range, type Span } from '../core/problem.ts';
import type { IgnoreFiles } from '../files/ignore-files.ts';
import type { Places } from '../files/place.ts';
import { slashed } from '../files/within.ts';
import { positionIn } from '../scan/line-starts.ts';
import type { Found, Looked, LookedText } from '../scan/looked.ts';
import { lastMade, Mending } from './mending.ts';
import type { Finding, Report, SuppressedFinding, Unchecked, Unreadable } from './report.ts';

/** What came of looking at a text that is not, or not yet, a file on disk. */
type LookedElsewhere = { readonly path: string } & LookedText;

/** A file in which something was found. */
interface Examined {
  readonly file: string;
  readonly found: Found;
  readonly text: () => string;
}

/** A text whose lines and fixes are asked for. */
interface Asked {
  readonly text: () => string;
  readonly place: Place;
  readonly look: Look;
}

/** Makes a report of what was looked at, wherever it came from: declarations together, since a name must not be declared twice. */
export class Judging {
  readonly #cwd: string;
  readonly #conditions: Conditions;
  readonly #places: Places;
  readonly #ignoreFiles: IgnoreFiles;
  readonly #examined = new Map<string, Examined>();
  readonly #certain = new Map<string, 'api-key' | 'client-secret'>();
  readonly #declarations = new Map<string, Declaration>();
  readonly #ignoreFilePaths: string[] = [];
  /** By path: what several things ask for is told once. */
  readonly #unreadable = new Map<string, Unreadable>();
  readonly #unchecked = new Map<string, Unchecked>();
  readonly #redactor: Redactor;
  #filesScanned = 0;

  /** @param redactor learns what is found */
  constructor(
    cwd: string,
    conditions: Conditions,
    places: Places,
    ignoreFiles: IgnoreFiles,
    redactor: Redactor,
  ) {
    this.#cwd = cwd;
    this.#redactor = redactor;
    this.#conditions = conditions;
    this.#places = places;
    this.#ignoreFiles = ignoreFiles;
  }

  /**
   * Takes what came of looking at a text.
   *
   * @param text the text itself, for who asks what else stands in it
   */
  add(looked: Looked | LookedElsewhere, text: () => string): void {
    const { path: file, kind } = looked;
    if (kind === 'skipped') {
      const which = looked.isUnchecked ? this.#unchecked : this.#unreadable;
      which.set(file, { path: relativeTo(this.#cwd, file), reason: looked.reason });
    }
    if (kind !== 'text' && kind !== 'declaration') return;
    this.#filesScanned += 1;
    if (this.#ignoreFiles.at(file)) this.#ignoreFilePaths.push(file);
    if (kind === 'declaration') {
      this.#declarations.set(file, parseDeclaration(looked.text));
      this.#redactor.learnFrom(looked.text);
      return;
    }
    this.#take(file, looked, text);
  }

  /** Takes what came of looking once more, for what is certain by then, in place of what came of it before. */
  addAgain(looked: Looked | LookedElsewhere, text: () => string): void {
    if (looked.kind === 'text') this.#take(looked.path, looked, text);
  }

  /** The credentials that were found and can be looked for in the other texts. */
  get certain(): Certain {
    return this.#certain;
  }

  #take(file: string, looked: LookedText & { readonly kind: 'text' }, text: () => string): void {
    for (const secret of looked.secrets ?? []) this.#redactor.learn(secret);
    for (const [secret, kind] of looked.certain ?? []) this.#certain.set(secret, kind);
    if (looked.found?.look.isIncomplete) {
      this.#unchecked.set(file, { path: relativeTo(this.#cwd, file), reason: OVER_BUDGET });
    }
    if (looked.found) this.#examined.set(file, { file, found: looked.found, text });
  }

  /** What came of it, as it is: see `redacted`. */
  async report(): Promise<Report> {
    const findings: Finding[][] = [];
    const suppressed: SuppressedFinding[][] = [];
    // Whoever asks for lines and fixes asks file by file: only the last text is kept.
    const mendingOf = lastMade(({ text, place, look }: Asked) => new Mending(text(), place, look));
    for (const { file, found, text } of this.#examined.values()) {
      const place = await this.#places.of(file);
      const inspection = judge(found.look, {
        ...this.#conditions,
        place,
        ignoredCredential: (fingerprint) => this.#ignoreFiles.ignoredCredential(file, fingerprint),
      });
      const rangeOf = rangeBy((offset) => positionIn(found.lines, offset));
      const fingerprintOf = fingerprintsOf(found.look);
      const asked: Asked = { text, place, look: found.look };
      const mending = () => mendingOf(asked);
      const inText = { rangeOf, mending, fingerprintOf };
      findings.push(this.#findings(file, inspection.problems, inText));
      suppressed.push(this.#suppressed(file, inspection.suppressed, rangeOf));
    }
    // What they suppress is known only now.
    for (const file of this.#ignoreFilePaths) {
      const ignoreFile = this.#ignoreFiles.at(file);
      if (!ignoreFile) continue;
      const isUnused = (entry: IgnoreEntry) => this.#ignoreFiles.isUnused(ignoreFile, entry);
      const problems = inspectIgnoreFile(ignoreFile.entries, this.#conditions, isUnused);
      findings.push(this.#findings(file, problems, ofText(ignoreFile.text)));
    }
    for (const [file, declaration, problems] of this.#inspectTogether()) {
      findings.push(this.#findings(file, problems, ofText(declaration.text)));
    }
    return {
      filesScanned: this.#filesScanned,
      // The sort is stable: each file's findings stay in the order of its text.
      findings: findings.flat().sort((a, b) => compare(a.path, b.path)),
      suppressed: suppressed.flat().sort((a, b) => compare(a.path, b.path)),
      unreadable: [...this.#unreadable.values()].sort((a, b) => compare(a.path, b.path)),
      unchecked: [...this.#unchecked.values()].sort((a, b) => compare(a.path, b.path)),
      redactor: this.#redactor,
    };
  }

  #inspectTogether(): [string, Declaration, Problem<RuleId>[]][] {
    const names = new DeclaredNames();
    const uriOf = (file: string) => pathToFileURL(file).href;
    for (const [file, { kind, name, text }] of this.#declarations) {
      const range = name && ofText(text).rangeOf(name.span);
      const declared = range && { kind, name: name.value, range };
      names.set(uriOf(file), relativeTo(this.#cwd, file), declared);
    }
    return Array.from(this.#declarations, ([file, declaration]) => [
      file,
      declaration,
      inspectDeclaration(declaration, {
        ...this.#conditions,
        fileName: declarationName(file),
        namesakes: (kind, name) => names.namesakes(uriOf(file), kind, name),
      }),
    ]);
  }

  #findings(
    file: string,
    problems: readonly Problem<RuleId>[],
    { rangeOf, mending, fingerprintOf }: InText,
  ): Finding[] {
    return problems.map((problem) => {
      const { span, severity, rule, message, fixes } = problem;
      return {
        path: relativeTo(this.#cwd, file),
        range: rangeOf(span),
        severity,
        rule,
        message,
        fingerprint: fingerprintOf?.(span),
        line: () => {
          const { line } = rangeOf(span).start;
          const start = { line, character: 0 };
          return mending().document.getText({ start, end: { line: line + 1, character: 0 } });
        },
        fixes: () => {
          const own = fixes().filter(({ newFile }) => newFile === undefined);
          const { document } = mending();
          const mends = [...own, ...mending().requestFixes(problem)];
          const inText = rangeBy((offset) => document.positionAt(offset));
          return mends.map(({ title, edits }) => ({
            title,
            edits: edits.map(({ span, newText }) => ({ range: inText(span), newText })),
          }));
        },
      };
    });
  }

  #suppressed(
    file: string,
    suppressed: readonly Suppressed<RuleId>[],
    rangeOf: InText['rangeOf'],
  ): SuppressedFinding[] {
    return suppressed.map(({ problem: { span, rule }, how, reason }) => ({
      path: relativeTo(this.#cwd, file),
      range: rangeOf(span),
      rule,
      how,
      ...(reason === undefined ? {} : { reason }),
    }));
  }
}

/** Places in a text. */
interface InText {
  rangeOf(span: Span): Range;
  /** The text itself. */
  mending(): Mending;
  fingerprintOf?(span: Span): string | undefined;
}

/** In a text that is at hand, and of which nothing but problems with fixes of their own is told. */
function ofText(text: string): InText {
  const mending = new Mending(text, NOWHERE);
  const { document } = mending;
  return { rangeOf: rangeBy((offset) => document.positionAt(offset)), mending: () => mending };
}

function rangeBy(positionAt: (offset: number) => Position): (span: Span) => Range {
  return ({ start, end }) => ({ start: positionAt(start), end: positionAt(end) });
}

/** A path as it is reported, relative to a folder. It may hold a credential, too. */
export function relativeTo(folder: string, file: string): string {
  return slashed(path.relative(folder, file)) || '.';
}
