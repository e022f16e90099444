/** Whether the brackets of JSON, or of YAML, are nested deeper; those in its strings count for nothing. */
export function isDeeperThan(text: string, most: number): boolean {
  let depth = 0;
  let isInString = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '"') isInString = !isInString;
    else if (character === '\\') at += isInString ? 1 : 0;
    else if (isInString) continue;
    else if (character === '{' || character === '[') {
      depth += 1;
      if (depth > most) return true;
    } else if (character === '}' || character === ']') depth = Math.max(0, depth - 1);
  }
  return false;
}
