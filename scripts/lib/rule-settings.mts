import { RULES, rulePage } from '../../core/inspect.ts';
import { SEVERITY_CHOICES } from '../../core/problem.ts';

/** The manifest as far as it is about the severities of rules. */
interface Manifest {
  contributes: {
    configuration: { properties: { 'cartotoken.rules': { properties: Record<string, unknown> } } };
  };
}

type Words = Readonly<Record<string, string>>;

const PREFIX = 'setting.rules.';
const key = (id: string) => `${PREFIX}${id}`;

/** The manifest with one setting for each rule, in the rules' order. */
export function withRuleSettings(manifest: Manifest): Manifest {
  const result = structuredClone(manifest);
  result.contributes.configuration.properties['cartotoken.rules'].properties = Object.fromEntries(
    RULES.map(({ id, severity }) => [
      id,
      {
        type: 'string',
        enum: SEVERITY_CHOICES,
        default: severity,
        markdownDescription: `%${key(id)}%`,
      },
    ]),
  );
  return result;
}

/** package.nls.json with the description of each rule's setting, from the rule itself. */
export function withEnglishRules(words: Words): Words {
  return withRules(
    words,
    ({ id, severity, finds }) =>
      `Finds ${finds}. Default: \`${severity}\`. [Why, and what to do](${rulePage(id)})`,
  );
}

/**
 * package.nls.es.json with the description of each rule's setting. What a rule finds is translated there, by hand, in the first sentence;
 * the rest follows from the rule.
 *
 * @throws Error that names the rules without a translation
 */
export function withSpanishRules(words: Words): Words {
  const end = ' Valor predeterminado:';
  const missing = RULES.filter(({ id }) => !words[key(id)]);
  if (missing.length > 0) {
    const lines = missing.map(({ id }) => `  "${key(id)}": "Encuentra ….",`);
    throw new Error(`Add to package.nls.es.json, then run this again:\n${lines.join('\n')}`);
  }
  return withRules(words, ({ id, severity }) => {
    const [sentence] = (words[key(id)] ?? '').split(end);
    return `${sentence}${end} \`${severity}\`. [Por qué y qué hacer](${rulePage(id)})`;
  });
}

/** Puts the descriptions of all rules, in their order, behind that of the setting that holds them. */
function withRules(words: Words, describe: (rule: (typeof RULES)[number]) => string): Words {
  const others = Object.entries(words).filter(([name]) => !name.startsWith(PREFIX));
  const at = others.findIndex(([name]) => name === 'setting.rules') + 1;
  const rules = RULES.map((rule) => [key(rule.id), describe(rule)] as const);
  return Object.fromEntries([...others.slice(0, at), ...rules, ...others.slice(at)]);
}
