import type { ReportingDescriptor, Result } from 'sarif';
import { RULES, type RuleId, rulePage } from '../../core/inspect.ts';
import type { Severity } from '../../core/problem.ts';

/** Our severities in the words of SARIF. */
export const LEVELS = {
  error: 'error',
  warning: 'warning',
  information: 'note',
  hint: 'note',
} as const satisfies Readonly<Record<Severity, Result.level>>;

/**
 * How bad for security what a rule finds can be: over 9 is critical, from 7 on high, from 4 on medium, else low. The others
 * are on what does not work. Source: GitHub, "SARIF support for code scanning".
 */
const SECURITY: Readonly<Partial<Record<RuleId, string>>> = {
  'hardcoded-client-secret': '9.1',
  'hardcoded-oauth-token': '8.5',
  'secret-in-declaration': '8.5',
  'hardcoded-access-token': '7.5',
  'hardcoded-api-key': '7.5',
  'grant-all-sources': '5.0',
  'referer-missing': '4.0',
  'referer-localhost': '3.0',
  'referer-insecure': '3.0',
  'api-key-in-query': '3.0',
  'api-key-in-body': '2.0',
  'expiration-far': '2.0',
};

/** How seldom a rule errs, where it has nothing to decode; all others are right by what they have read. */
const PRECISION: Readonly<Partial<Record<RuleId, string>>> = {
  'hardcoded-api-key': 'high',
  'hardcoded-client-secret': 'high',
};

/** Every rule, as SARIF and GitHub describe one. @param explain gives a rule's section of docs/rules.md */
export function descriptors(explain: (rule: RuleId) => string): ReportingDescriptor[] {
  return RULES.map(({ id, severity, finds }) => {
    const section = explain(id);
    const security = SECURITY[id];
    return {
      id,
      shortDescription: { text: `${finds.charAt(0).toUpperCase()}${finds.slice(1)}` },
      fullDescription: { text: summaryOf(section) },
      help: { text: section, markdown: section },
      helpUri: rulePage(id),
      defaultConfiguration: { level: LEVELS[severity] },
      properties: {
        tags: ['carto', security ? 'security' : 'correctness'],
        precision: PRECISION[id] ?? 'very-high',
        ...(security ? { 'security-severity': security } : {}),
      },
    };
  });
}

/** The first paragraph of a section, on one line, without the heading and the severity that it begins with. */
function summaryOf(section: string): string {
  const [, paragraph = ''] = section.split('\n\n');
  return paragraph
    .replace(/^\w+\.\s/, '')
    .replaceAll('\n', ' ')
    .trim();
}
