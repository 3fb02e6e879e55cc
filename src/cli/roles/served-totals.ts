/** Requests for lists in a text of the public server's metrics: all of them, and the personal ones. */
export function servedTotals(metrics: string): {
  readonly answers: number;
  readonly personal: number;
} {
  let [answers, personal] = [0, 0];
  for (const line of metrics.split('\n')) {
    if (!line.startsWith('showrunner_requests_total{')) continue;
    const route = /route="([^"]*)"/.exec(line)?.[1] ?? '';
    if (!route.includes('recommend')) continue;
    const value = Number(line.slice(line.lastIndexOf(' ') + 1));
    if (!Number.isFinite(value)) continue;
    answers += value;
    if (/tier="(?:personal|folded-in)"/.test(line)) personal += value;
  }
  return { answers, personal };
}
