import { expect, it } from 'vitest';
import { autopilot } from '../../proofs/autopilot.ts';

it('trains, proves and releases by itself through a killed training and a damaged champion', async () => {
  const { figures } = await autopilot(
    {
      users: 600,
      movies: 400,
      historyDays: 4,
      days: 2,
      seed: 7,
      // So few viewers exclude only a large harm in a day.
      canary: { toleranceMinutes: 40, minimumUsers: 30 },
      faults: { 0: 'killed-training', 1: 'damaged-champion' },
    },
    () => undefined,
  );
  // The killed one counts as failed, and the next try is the role's own, after it was started again.
  expect(figures['days']).toMatchObject([
    { fault: 'killed-training', tries: 'failed done', serves: 'als/1' },
    { fault: 'damaged-champion', byEvening: 'als/2 canary promoted', serves: 'als/1' },
  ]);
  expect(figures).toMatchObject({
    faultsDone: 2,
    nightsTrained: 2,
    shadowsPassed: 2,
    canariesPromoted: 1,
    changesThatMadeListsWorse: 0,
    invalid: 0,
    misshapen: 0,
  });
}, 600_000);
