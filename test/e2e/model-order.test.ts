import { expect, it } from 'vitest';
import { modelOrder } from '../../proofs/model-order.ts';
import type { Figure } from '../../proofs/proof.ts';

const rowsOf = (figure: Figure | undefined): readonly Readonly<Record<string, number | string>>[] =>
  (Array.isArray(figure) ? figure : []) as readonly Readonly<Record<string, number | string>>[];

it('orders models offline as simulated viewers do by what they watch, in small', async () => {
  const { figures, holds } = await modelOrder(
    {
      users: 600,
      movies: 500,
      historyDays: 7,
      days: 2,
      seed: 3,
      families: ['popularity', 'transitions', 'als'],
      configurations: { als: { factorCount: 32, epochs: 6 } },
    },
    () => undefined,
  );
  const models = rowsOf(figures['models']);
  expect(models.map(({ family }) => family)).toEqual(['popularity', 'transitions', 'als']);
  // Tastes are in the data, so both sides must find the personal model better than the chart.
  const [popularity, , als] = models;
  expect(als!['offlineNdcg10']).toBeGreaterThan(Number(popularity!['offlineNdcg10']));
  expect(als!['gainMinutesPerUserDayLow95']).toBeGreaterThan(0);
  expect(rowsOf(figures['pairs'])).toHaveLength(3);
  expect(figures['pairsThatContradict']).toBe(0);
  expect(holds).toBe(true);
});
