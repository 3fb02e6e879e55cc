type Value = string | number | boolean | readonly string[] | undefined;

/**
 * The address of a route: `{name}` filled in, and a query of what is not undefined.
 *
 * @param template such as `/v1/users/{userId}/recommendations`
 */
export function address(
  template: string,
  path: Readonly<Record<string, string>> = {},
  query: Readonly<Record<string, Value>> = {},
): string {
  const filled = template.replaceAll(/\{(\w+)\}/g, (_all, name: string) =>
    encodeURIComponent(path[name] ?? ''),
  );
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${encodeURIComponent(String(value))}`],
  );
  return pairs.length === 0 ? filled : `${filled}?${pairs.join('&')}`;
}
