import { expect, it } from 'vitest';
import { soakProof } from '../../proofs/soak.ts';

it('serves through swaps, a rollback, other rules and a lost log, and every receipt replays', async () => {
  const { figures } = await soakProof(
    {
      shape: { users: 300, circles: 4, itemsPerCircle: 60, likesPerUser: 20, seed: 6 },
      seconds: 60,
      perSecond: 50,
      swaps: 2,
      rollbacks: 1,
      replays: 60,
      judgesMemory: false,
    },
    () => undefined,
  );
  // Lateness is not judged here: the machine may be busy with other tests.
  expect(figures).toMatchObject({
    invalid: 0,
    missing: 0,
    swapsSeen: figures['swapsExpected']!,
    refusalsSeen: 0,
    deathsSeen: 0,
    replayed: 60,
    replayedTheSame: 60,
  });
  expect(figures['requests']).toBeGreaterThan(2500);
  // Every line that was written, those held back while the log was gone too, is in the histories.
  expect(figures['linesWritten']).toBeGreaterThan(0);
  expect(figures['linesFollowed']).toBe(figures['linesWritten']);
}, 300_000);
