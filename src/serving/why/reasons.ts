import type { ItemId } from '../../domain/ids.ts';
import type { Receipt, ReceiptTrace } from '../../domain/receipt.ts';
import { gatherHistory, UNFED } from '../gather-history.ts';
import { RECOMMENDER_DEFAULTS } from '../recommender.ts';
import { recordedHistory, recordedUser } from './recorded-user.ts';
import type { ReplayParts } from './replay-receipt.ts';

/** What one item of the history added to a score. */
export interface PastItem {
  readonly itemId: ItemId;
  readonly title: string | null;
  readonly added: number;
}

/** Why an item is on a list. */
export interface Reason {
  readonly itemId: ItemId;
  readonly title: string | null;
  readonly position: number;
  readonly score: number | null;
  readonly propensity: number;
  /** `pinned`, or the source that proposed it. */
  readonly source: string;
  readonly slot: string;
  /** What the score is whatever the history says; `null` where the model cannot say. */
  readonly base: number | null;
  /** The items of the history that added most, most first. */
  readonly because: readonly PastItem[];
}

/** So many items of the history are named. */
const NAMED = 3;

/** Explains each item of a list by the model that scored it, and the history that was used. */
export async function reasonsOf(
  receipt: Receipt,
  trace: ReceiptTrace,
  { models, catalogue }: Pick<ReplayParts, 'models' | 'catalogue'>,
): Promise<Reason[]> {
  const titleOf = (itemId: ItemId): string | null => catalogue?.titleOf(itemId) ?? null;
  const explained = await explanations(receipt, trace, models);
  return receipt.exposures.map((exposure, at) => {
    const source = trace.sources[trace.placed[at]!];
    const why = explained[at] ?? null;
    return {
      itemId: exposure.itemId,
      title: titleOf(exposure.itemId),
      position: exposure.position,
      score: exposure.score,
      propensity: exposure.propensity,
      source: source?.source ?? 'pinned',
      slot: exposure.slot ?? 'deterministic',
      base: why?.base ?? null,
      because: (why?.because ?? [])
        .filter(({ added }) => added > 0)
        .sort((a, b) => b.added - a.added)
        .slice(0, NAMED)
        .map(({ itemId, added }) => ({ itemId, title: titleOf(itemId), added })),
    };
  });
}

interface Explained {
  readonly base: number;
  readonly because: readonly { readonly itemId: ItemId; readonly added: number }[];
}

/** Parallel to the exposures; `null` for what no model at hand scored. */
async function explanations(
  receipt: Receipt,
  trace: ReceiptTrace,
  models: ReplayParts['models'],
): Promise<(Explained | null)[]> {
  const liked = recordedHistory(receipt, trace);
  const user = recordedUser(receipt, trace);
  return Promise.all(
    receipt.exposures.map(async ({ itemId }, at): Promise<Explained | null> => {
      const source = trace.sources[trace.placed[at]!];
      const model = source?.model == null ? null : models[source.model]!;
      const row = model?.rowOf.get(itemId);
      if (model === null || row === undefined || source === undefined) return null;
      const fed = source.fed
        ? gatherHistory(model, liked, RECOMMENDER_DEFAULTS.historyLimit)
        : UNFED;
      const context = { asOfMs: receipt.atMs, user };
      const asked = { history: fed.history, context };
      const [why] = await model.served.ranker.explain(asked, Uint32Array.of(row));
      if (why === null || why === undefined) return null;
      const because = fed.itemIds.map((id, k) => ({ itemId: id, added: why.contributions[k]! }));
      return { base: why.base, because };
    }),
  );
}
