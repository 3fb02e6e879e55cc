import { SILENT } from '../../src/domain/progress.ts';
import {
  evaluateOverTime,
  restrictPositives,
  type Contender,
  type Evaluation,
  type Protocol,
  type Scorer,
} from '../../src/evaluation/index.ts';
import { parseConfiguration, requireFamily } from '../../src/training/index.ts';
import type { Knowledge } from './service.ts';
import type { OrderSetting } from './setting.ts';

/** As in the pipeline's defaults. */
const MIN_ITEM_POSITIVES = 3;

/** What was learnt before our lists begin. */
export interface Learnt {
  /** One evaluation a family, in their order. */
  readonly live: readonly Evaluation[];
  /** Users with 1 to 4 likes known of them. */
  readonly few: readonly Evaluation[];
  /** Trained on everything, by family. */
  readonly scorers: ReadonlyMap<string, Scorer>;
}

/** Judges every family offline and trains it on all there is. */
export async function learnAll(
  setting: OrderSetting,
  knowledge: Knowledge,
  say: (sentence: string) => void,
): Promise<Learnt> {
  const { positives, users, items } = knowledge;
  const contenders = setting.families.map((name) => contender(setting, name, knowledge));
  const judge = (protocol: Protocol): Promise<readonly Evaluation[]> =>
    evaluateOverTime({ positives, contenders, protocol, users, items });
  const live = await judge('live');
  for (const { model, metrics } of live) say(`${model}: nDCG@10 ${metrics.ndcg.mean?.toFixed(4)}`);
  const scorers = new Map<string, Scorer>();
  const all = restrictPositives(positives, MIN_ITEM_POSITIVES);
  for (const { model, train } of contenders) scorers.set(model, await train(all, knowledge.asOfMs));
  return { live, few: await judge('few'), scorers };
}

/** A family as the pipeline trains it, once for equal data. */
function contender(setting: OrderSetting, name: string, { users }: Knowledge): Contender {
  const family = requireFamily(name);
  const configuration = parseConfiguration(family, { ...setting.configurations?.[name] });
  const trained = new Map<string, Scorer>();
  return {
    model: name,
    train: async (slice, asOfMs) => {
      const key = `${asOfMs}, ${slice.items.length}`;
      const context = { asOfMs, seed: setting.seed, progress: SILENT, users };
      const scorer =
        trained.get(key) ??
        family.scorer(
          await family.train(slice, configuration, context),
          configuration,
          slice.itemIds,
        );
      trained.set(key, scorer);
      return scorer;
    },
  };
}
