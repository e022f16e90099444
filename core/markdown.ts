import { shown } from './wording.ts';

/** A value as code, whatever is in it; without the credential that it may hold by mistake. */
export function code(value: string): string {
  const text = shown(value).replaceAll('|', '\\|');
  if (!text.includes('`')) return `\`${text}\``;
  // A fence longer than any inside.
  const longest = Math.max(...(text.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  return `${fence} ${text} ${fence}`;
}

/** A table of cells that are Markdown already. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}
