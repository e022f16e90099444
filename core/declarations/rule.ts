import type { Rule } from '../problem.ts';
import type { Circumstances } from './circumstances.ts';
import type { Declaration } from './declaration.ts';

/** A rule on declarations: a file in rules/, a line in rules.ts, a heading in docs/rules.md. */
export type DeclarationRule = Rule<Declaration, Circumstances>;
