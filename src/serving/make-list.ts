import type { ItemId } from '../domain/ids.ts';
import type { Tier } from '../domain/receipt.ts';
import type { ServingFailure } from './answer.ts';
import { Page } from './page.ts';
import {
  constantProposal,
  lastProposals,
  regularProposals,
  type ListRequest,
  type Notes,
  type Proposal,
} from './proposals.ts';
import type { ServedModel } from './served-model.ts';

/** A list with where it came from. */
export interface MadeList {
  readonly page: Page;
  /** Of the first item. */
  readonly tier: Tier;
  readonly model: ServedModel | null;
  readonly removed: Readonly<Record<string, number>>;
  /** What the model of the tier was given. */
  readonly history: readonly ItemId[];
  readonly failures: readonly ServingFailure[];
}

/** Fills a page from tier after tier until it is full. */
export async function makeList(request: ListRequest): Promise<MadeList> {
  const notes: Notes = { failures: [], late: [] };
  const page = new Page(request.count);
  let first: Proposal | null = null;
  for await (const proposal of regularProposals(request, notes)) {
    fill(page, proposal, request);
    if (!page.isEmpty) first ??= proposal;
    if (page.isFull) break;
  }
  if (first === null)
    for await (const proposal of lastProposals(request, notes)) {
      fill(page, proposal, request);
      first = page.isEmpty ? null : proposal;
      if (first !== null) break;
    }
  return madeList(page, first, notes.failures);
}

/** The list when nothing but the constant one can be had. */
export function constantList(
  constant: readonly ItemId[],
  count: number,
  failure: ServingFailure,
): MadeList {
  const page = new Page(count);
  const proposal = constantProposal(constant, []);
  fill(page, proposal, { catalogue: null });
  return madeList(page, proposal, [failure]);
}

function fill(
  page: Page,
  { tier, model, ranking }: Proposal,
  { catalogue }: Pick<ListRequest, 'catalogue'>,
): void {
  const isKnown = (itemId: ItemId): boolean =>
    model === null ? (catalogue?.has(itemId) ?? true) : model.rowOf.has(itemId);
  page.take({ tier, candidates: ranking.candidates, isKnown });
}

const madeList = (
  page: Page,
  first: Proposal | null,
  failures: readonly ServingFailure[],
): MadeList => ({
  page,
  tier: first?.tier ?? 'constant',
  model: first?.model?.served ?? null,
  removed: first?.ranking.removed ?? {},
  history: first?.history ?? [],
  failures,
});
