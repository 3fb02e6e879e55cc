import { expect, it } from 'vitest';
import { fuzzProof } from '../../proofs/fuzz.ts';

it('takes lines of every kind, small, without a throw and without losing count', async () => {
  const { figures, holds } = await fuzzProof(
    { lines: 15_000, seed: 7, samples: [] },
    () => undefined,
  );
  expect(figures).toMatchObject({ read: 15_000, changedWhenWrittenAgain: 0 });
  expect(figures['repaired']).toBeGreaterThan(0);
  expect(holds).toBe(true);
});
