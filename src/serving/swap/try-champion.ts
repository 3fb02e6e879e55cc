import { errorOf } from '../../domain/errors.ts';
import type { LiveCatalogue } from '../live-catalogue.ts';
import { prepareInSlices } from '../prepared-model.ts';
import type { ServedModel } from '../served-model.ts';
import { compareAnswers, objectionTo, type Comparison } from './compare-answers.ts';
import type { LoadedModel } from './load-served.ts';
import { trialRequests } from './trial-requests.ts';
import { warmUp } from './warm-up.ts';

/** What a model that is to be champion meets. */
export interface Surroundings {
  readonly serving: LoadedModel | null;
  readonly catalogue: LiveCatalogue | null;
  /** What has to be done with it before its first request. */
  readonly prepare: (model: ServedModel) => Promise<void>;
}

/**
 * Warms a model that is to be champion and compares it with the one that serves.
 *
 * @throws DataError `MODEL_REFUSED` when it must not serve; what keeps it from being tried
 */
export async function tryChampion(
  model: LoadedModel,
  { serving, catalogue, prepare }: Surroundings,
): Promise<Comparison> {
  await prepare(model.served);
  const prepared = await prepareInSlices(model.served, catalogue);
  const trials = trialRequests(prepared, catalogue, {
    serving: serving?.served ?? null,
    latest: serving?.latest() ?? [],
  });
  await warmUp(
    model,
    trials.map(({ request }) => request),
  ).catch(() => undefined);
  const comparison = await compareAnswers(model.quiet, serving?.quiet ?? null, trials);
  const found = objectionTo(comparison);
  if (found !== null) throw errorOf('MODEL_REFUSED', { version: model.served.version, found });
  return comparison;
}
