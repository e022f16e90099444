/**
 * Words that a person reads in their own language where whoever shows them knows how: in English, with what goes into
 * them by name. They are the keys by which translations are found.
 */
export interface Phrase {
  /** With a `{name}` for each value. */
  readonly template: string;
  readonly values: Readonly<Record<string, string | number | Phrase>>;
}

/** Says a template with what goes into it. */
export type Say = (template: string, values: Readonly<Record<string, string | number>>) => string;

/** @param template one plain literal, so that the list of what is to be translated can be made of the code */
export function phrase(template: string, values: Phrase['values'] = {}): Phrase {
  return { template, values };
}

/** A phrase in some language, and the phrases within it in the same. */
export function spoken({ template, values }: Phrase, say: Say): string {
  const each = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === 'object' ? spoken(value, say) : value,
  ]);
  return say(template, Object.fromEntries(each));
}

/** A phrase in English. */
export function english(phrase: Phrase): string {
  return spoken(phrase, (template, values) =>
    template.replace(/\{(\w+)\}/g, (placeholder, name) => String(values[name] ?? placeholder)),
  );
}
