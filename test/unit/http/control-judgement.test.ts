import { describe, expect, it } from 'vitest';
import { evaluationOf, parseJudgement } from '../../../src/http/control-judgement.ts';

const contender = (model: string, mean: number | null) => ({
  model,
  users: 40,
  parameters: { k: 10 },
  metrics: { ndcg: { mean, low: mean, high: mean } },
});
const judgement = (live?: readonly ReturnType<typeof contender>[]) =>
  parseJudgement(
    JSON.stringify({
      judgedUsers: 40,
      impossible: null,
      challenger: { family: 'als' },
      test: live === undefined ? {} : { live },
      againstPopularity: null,
    }),
  )!;

describe('a kept judgement', () => {
  it.each(['null', '', '{', '{}', '[]', '{"judgedUsers":"many"}'])(
    'is not read from %j',
    (text) => {
      expect(parseJudgement(text)).toBeNull();
    },
  );

  it('gives the figures of the model it chose, beside popularity', () => {
    const found = evaluationOf(judgement([contender('popularity', 0.1), contender('als', 0.2)]));
    expect(found).toMatchObject({
      metric: 'NDCG@10',
      users: 40,
      model: { family: 'als', mean: 0.2 },
      popularity: { mean: 0.1 },
    });
  });

  it('gives none where the model was not judged, and no popularity where that was not', () => {
    expect(evaluationOf(judgement())).toBeNull();
    expect(evaluationOf(judgement([contender('ease', 0.2)]))).toBeNull();
    expect(evaluationOf(judgement([contender('als', null)]))).toBeNull();
    expect(evaluationOf(judgement([contender('als', 0.2)]))?.popularity).toBeNull();
  });
});
