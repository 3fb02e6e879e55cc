/** Words of PromQL that stand where a metric could. */
const WORDS = new Set(['and', 'or', 'unless', 'bool', 'offset', 'inf', 'nan', 'atan2']);
/** After these a list of labels stands in brackets. */
const LABEL_LISTS = /\b(?:by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)/g;

/**
 * Names of the metrics that an expression asks for: words that are neither functions (before a
 * bracket), nor operators, nor labels. Grafana's variables are taken out first.
 */
export function metricsIn(expression: string): string[] {
  const bare = expression
    .replaceAll(/"(?:[^"\\]|\\.)*"/g, '')
    .replaceAll(/\{[^}]*\}/g, '')
    .replaceAll(/\[[^\]]*\]/g, '')
    .replaceAll(LABEL_LISTS, ' ');
  const words = [...bare.matchAll(/(?<![\w.$])[a-zA-Z_:][\w:]*(?!\w)(?!\s*\()/g)].map(
    ([word]) => word,
  );
  return [...new Set(words.filter((word) => !WORDS.has(word.toLowerCase())))];
}

/** Labels that an expression names in matchers and in lists. */
export function labelsIn(expression: string): string[] {
  const matchers = [...expression.matchAll(/\{([^}]*)\}/g)].flatMap(([, inside]) =>
    [...inside!.replaceAll(/"(?:[^"\\]|\\.)*"/g, '""').matchAll(/(\w+)\s*(?:=~|!~|!=|=)/g)].map(
      (found) => found[1]!,
    ),
  );
  const lists = [...expression.matchAll(LABEL_LISTS)].flatMap(([list]) =>
    [...list.slice(list.indexOf('(')).matchAll(/\w+/g)].map(([label]) => label),
  );
  return [...new Set([...matchers, ...lists])];
}
