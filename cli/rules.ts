import picocolors from 'picocolors';
import { RULES, type RuleId } from '../core/inspect.ts';
import { nearMiss } from '../core/near-miss.ts';
import { BOUNDS } from '../disk/bounds.ts';
import { readFile } from '../disk/read-file.ts';

/** Every rule with its default severity and what it finds, one a line. */
export function listRules(colours: boolean): string {
  const paint = picocolors.createColors(colours);
  const width = Math.max(...RULES.map(({ id }) => id.length));
  return RULES.map(({ id, severity, finds }) => {
    return `${paint.bold(id.padEnd(width))}  ${severity.padEnd('information'.length)}  ${finds}\n`;
  }).join('');
}

/** The rule of that name, or undefined with a suggestion where there is one that is nearly called so. */
export function findRule(name: string): { rule?: RuleId; suggestion?: RuleId } {
  const ids = RULES.map(({ id }) => id);
  const rule = ids.find((id) => id === name);
  if (rule) return { rule };
  const near = nearMiss(name, ids);
  const suggestion = ids.find((id) => id === near);
  return suggestion ? { suggestion } : {};
}

/**
 * A rule's section of the page of rules.
 *
 * @param page path of docs/rules.md
 * @throws where the page cannot be read, or does not hold the rule
 */
export async function explain(rule: RuleId, page: string): Promise<string> {
  return (await explanations(page))(rule);
}

/** What gives each rule's section of the page of rules, which is read once. @throws as {@link explain} */
export async function explanations(page: string): Promise<(rule: RuleId) => string> {
  const text = (await readFile(page, { bound: BOUNDS.ownPage, links: 'followed' })).toString(
    'utf8',
  );
  const sections = text.split(/^(?=#{1,2} )/m);
  return (rule) => {
    const section = sections.find((each) => each.startsWith(`## ${rule}\n`));
    if (!section) throw new Error(`${page} says nothing of ${rule}`);
    return `${section.trimEnd()}\n`;
  };
}
