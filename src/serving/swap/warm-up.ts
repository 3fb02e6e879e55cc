import type { RankRequest } from '../ranker.ts';
import type { LoadedModel } from './load-served.ts';

/** At least so long, and so many rounds at most: by then the hot code is compiled. */
const WARM_MS = 300;
const MOST_ROUNDS = 30;

/** Has a model answer requests again and again until it has had the time to become quick. */
export async function warmUp(model: LoadedModel, requests: readonly RankRequest[]): Promise<void> {
  const endMs = performance.now() + WARM_MS;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    await model.warm(requests);
    if (performance.now() >= endMs) return;
  }
}
