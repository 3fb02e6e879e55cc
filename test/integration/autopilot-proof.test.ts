import { expect, it } from 'vitest';
import { autopilot } from '../../proofs/autopilot.ts';

it('goes on by itself after a killed training and a corrupt model', async () => {
  const { figures } = await autopilot(
    {
      users: 600,
      movies: 400,
      historyDays: 4,
      days: 2,
      seed: 7,
      faults: { 0: 'killed-training', 1: 'corrupt-artifact' },
    },
    () => undefined,
  );
  // The killed one counts as failed, and the next try is the role's own, after it was started again.
  expect(figures['nights']).toMatchObject([
    { fault: 'killed-training', tries: 'failed done' },
    { fault: 'corrupt-artifact' },
  ]);
  expect(figures).toMatchObject({
    faultsDone: 2,
    nightsTrained: 2,
    nightsThatMadeListsWorse: 0,
    invalid: 0,
    misshapen: 0,
  });
}, 600_000);
