import { z } from 'zod';
import type { ModelsStatus } from './control-status.ts';

const summary = z.object({
  mean: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
});

const contender = z.object({
  model: z.string(),
  users: z.number(),
  parameters: z.object({ k: z.number() }),
  metrics: z.object({ ndcg: summary }),
});
type Contender = z.infer<typeof contender>;

const JUDGEMENT = z.object({
  judgedUsers: z.number(),
  impossible: z.string().nullable(),
  challenger: z.object({ family: z.string() }).nullable(),
  test: z.object({ live: z.array(contender).optional() }),
  againstPopularity: z
    .object({ difference: z.number(), low: z.number(), high: z.number(), users: z.number() })
    .nullable(),
});

/** What judging found, as `evaluation.json` and the stage's result keep it. */
export type KeptJudgement = z.infer<typeof JUDGEMENT>;

/** Reads a judgement; `null` for anything else, such as the `null` of popularity. */
export function parseJudgement(text: string): KeptJudgement | null {
  try {
    return JUDGEMENT.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** The judged figures of the model a judgement chose; `null` when nothing was judged. */
export function evaluationOf(judgement: KeptJudgement): ModelsStatus['evaluation'] {
  const live = judgement.test.live ?? [];
  const family = judgement.challenger?.family;
  const own = live.find(({ model }) => model === family);
  const model = own === undefined ? null : intervalOf(own);
  if (own === undefined || model === null) return null;
  const popularity = live.find((other) => other.model === 'popularity');
  return {
    metric: `NDCG@${own.parameters.k}`,
    users: own.users,
    model: { ...model, family: own.model },
    popularity: popularity === undefined ? null : intervalOf(popularity),
    againstPopularity: judgement.againstPopularity,
  };
}

function intervalOf({ metrics: { ndcg } }: Contender) {
  const { mean, low, high } = ndcg;
  return mean === null ? null : { mean, low, high };
}
