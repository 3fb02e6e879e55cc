import { refilledPlaces, VIOLATIONS, type Answer } from '../serving/index.ts';
import type { ServeMetrics, ThrottledWarning } from '../telemetry/index.ts';

/** Counts what was noticed while a list was made, and warns of what should not happen. */
export function observeAnswer(
  answer: Answer,
  { metrics, warn }: { readonly metrics: ServeMetrics; readonly warn: ThrottledWarning },
): void {
  metrics.historySize(answer.receipt.history.length);
  metrics.refilled(refilledPlaces(answer));
  for (const [rule, count] of Object.entries(answer.receipt.removed))
    if (count > 0) metrics.removed(rule, count);
  const drawn = answer.receipt.trace?.exploration?.drawn.length ?? 0;
  if (drawn > 0) metrics.explored(drawn);
  for (const { role, reason, message } of answer.failures) {
    metrics.scorerFailure(role, reason);
    warn(`${role}-${reason}`, { found: message, receipt: answer.receipt.receiptId });
  }
  for (const kind of VIOLATIONS) {
    const count = answer.violations[kind];
    if (count === 0) continue;
    metrics.contractViolation(kind, count);
    warn(`violation-${kind}`, { found: count, receipt: answer.receipt.receiptId });
  }
}
