import type { PreparedModel } from '../prepared-model.ts';
import type { ListRequest, SourceCall } from '../list-request.ts';
import { explores } from './explores.ts';

const USUAL = { again: false, patient: false } as const;

/**
 * The sources of a list, best first: champion, further models, the baseline, titles that no model
 * knows yet (where rules explore them), the constant list. Each is asked only while places are
 * free. A personal model has nothing to propose for a user whose history it does not know.
 */
export function* regularCalls(request: ListRequest): Iterable<SourceCall> {
  const { champion, further, baseline, liked } = request;
  const knowsUser = (model: PreparedModel): boolean =>
    liked.itemIds.some((itemId) => model.rowOf.has(itemId));
  const ranks = (model: PreparedModel): boolean => !model.served.personal || knowsUser(model);
  if (champion !== null && ranks(champion)) yield callOf('champion', champion);
  for (const model of further) if (ranks(model)) yield callOf('further', model);
  const isOther = baseline?.served !== champion?.served || champion?.served.personal;
  if (baseline !== null && isOther)
    yield { source: 'baseline', model: baseline, fed: false, ...USUAL };
  if (explores(request) && request.rules.exploration.newTitles > 0)
    yield { source: 'new-titles', model: null, fed: false, ...USUAL };
  yield { source: 'constant', model: null, fed: false, ...USUAL };
}

/**
 * What is better than an empty list, which would be void at the caller's: models that were
 * resting, a personal model without history, and only then the same with items that the user has
 * seen.
 */
export function* lastCalls(request: ListRequest): Iterable<SourceCall> {
  const { champion } = request;
  for (const again of [false, true]) {
    for (const call of regularCalls(request)) yield { ...call, again, patient: true };
    if (champion?.served.personal === true)
      yield { source: 'champion', model: champion, fed: false, again, patient: true };
  }
}

const callOf = (source: 'champion' | 'further', model: PreparedModel): SourceCall => ({
  source,
  model,
  fed: model.served.personal,
  ...USUAL,
});
