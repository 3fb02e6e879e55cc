import type { TracedModel } from '../../domain/receipt.ts';
import type { ListRequest } from '../list-request.ts';
import type { PreparedModel } from '../prepared-model.ts';

/** A model of a request with the part it has; one that has two parts has the better one. */
export interface LoadedModel {
  readonly role: TracedModel['role'];
  readonly model: PreparedModel;
}

/** The models of a request: champion, further ones, baseline, each once. */
export function loadedModels({
  champion,
  further,
  baseline,
}: Pick<ListRequest, 'champion' | 'further' | 'baseline'>): LoadedModel[] {
  const loaded: LoadedModel[] = [];
  const add = (role: TracedModel['role'], model: PreparedModel | null): void => {
    if (model !== null && !loaded.some((other) => other.model.served === model.served))
      loaded.push({ role, model });
  };
  add('champion', champion);
  for (const model of further) add('further', model);
  add('baseline', baseline);
  return loaded;
}
