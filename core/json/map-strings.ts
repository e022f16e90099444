/**
 * A value of JSON's kinds with each string in it mapped; keys stay as they are. What does not change is the same object.
 *
 * @param map given the string, and the key it is the value of: of the list's, where it is in one
 */
export function mapStrings<Value>(
  value: Value,
  map: (text: string, key: string | undefined) => string,
  key?: string,
): Value {
  return mapped(value, map, key) as Value;
}

function mapped(
  value: unknown,
  map: (text: string, key: string | undefined) => string,
  key: string | undefined,
): unknown {
  if (typeof value === 'string') return map(value, key);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    let isSame = true;
    const items = value.map((item) => {
      const result = mapped(item, map, key);
      isSame &&= result === item;
      return result;
    });
    return isSame ? value : items;
  }
  let isSame = true;
  const entries = Object.entries(value).map(([name, item]) => {
    const result = mapped(item, map, name);
    isSame &&= result === item;
    return [name, result] as const;
  });
  return isSame ? value : Object.fromEntries(entries);
}
