import { describe, expect, it } from 'vitest';
import { repairProof } from '../../proofs/repair.ts';

describe('the repair proof, small', () => {
  it('gives back what was written, and recovers most with the whole catalogue', async () => {
    const { figures, holds } = await repairProof(
      { users: 800, movies: 300, hours: 6, seed: 4, insertedRate: 0.05, leastRepairs: 300 },
      () => undefined,
    );
    expect(holds).toBe(true);
    expect(figures).toMatchObject({ partialWrongRepairs: 0, completeWrongRepairs: 0 });
    // Every way a damaged line can go adds up to all of them.
    const sum = ['Recovered', 'Ambiguous', 'SetAside', 'Undetected', 'Duplicate'].reduce(
      (total, name) => total + (figures[`partial${name}Rate`] as number),
      0,
    );
    expect(sum).toBeCloseTo(1, 9);
    expect(figures['completeRecoveredRate']).toBeGreaterThan(
      figures['partialRecoveredRate'] as number,
    );
  });
});
