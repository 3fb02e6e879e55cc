import { boundWords } from '../bound.ts';
import { notMeasured, type CheckFacts, type WholeCheck } from '../check.ts';
import type { KindFacts } from './kind-facts.ts';
import { shareMeasured } from './share-measured.ts';

export const QUARANTINE_REASON: KindFacts = {
  title: 'one kind of damage',
  finds: 'One reason alone takes more lines than everyday noise does.',
  advice: 'Everyday damage is spread over reasons; one that sticks out is a change at the source.',
};

/** The lines of the most frequent reason for which lines cannot be used. */
export const quarantineReason = (facts: CheckFacts): WholeCheck => ({
  ...facts,
  kind: 'quarantine-reason',
  by: 'whole',
  expects: `${boundWords(facts.bound)} of the lines read unusable for any one reason`,
  measure: ({ ledger, quarantined }) => {
    if (ledger === null) return notMeasured('no ledger');
    const [worst] = Object.entries(ledger.quarantined).toSorted(
      ([a, m], [b, n]) => n - m || (a < b ? -1 : 1),
    );
    const { unit } = facts.bound;
    const measured = shareMeasured(worst?.[1] ?? 0, ledger.read, { unit, noun: 'line' });
    if (worst === undefined) return measured;
    const examples = quarantined.find(({ reason }) => reason === worst[0])?.examples ?? [];
    return { ...measured, observed: `${worst[0]}: ${measured.observed}`, examples };
  },
});
