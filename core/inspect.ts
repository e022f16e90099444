import { CREDENTIAL_RULES } from './credentials/rules.ts';
import { parseDeclaration } from './declarations/parse.ts';
import { DECLARATION_RULES } from './declarations/rules.ts';
import { byPlace, type Problem, runRules } from './problem.ts';

/** Every rule there is. */
export const RULES = [...DECLARATION_RULES, ...CREDENTIAL_RULES] as const;

/** The closed list of rule ids: the codes of diagnostics, the headings of docs/rules.md. */
export type RuleId = (typeof RULES)[number]['id'];

/** A text to look at. */
export interface Document {
  readonly text: string;
  /** Whether it is a `*.cartotoken.json`, so that the declaration rules apply. */
  readonly isDeclaration: boolean;
}

/**
 * All problems of one document, in the order of its text. The editor and the command line both ask here, which is
 * why they agree.
 */
export function inspect({ text, isDeclaration }: Document): Problem<RuleId>[] {
  const problems: Problem<RuleId>[] = [
    ...runRules(CREDENTIAL_RULES, text),
    ...(isDeclaration ? runRules(DECLARATION_RULES, parseDeclaration(text)) : []),
  ];
  return problems.sort(byPlace);
}

/** Where a rule is explained: its heading on the page of the rules. */
export function rulePage(rule: RuleId): string {
  return `https://github.com/cartotokens/carto-tokens/blob/main/docs/rules.md#${rule}`;
}
