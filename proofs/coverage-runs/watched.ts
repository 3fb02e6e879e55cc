import type { VisitTruth } from '../../src/simulator/index.ts';
import { itemId, userId, type ItemId, type UserId } from '../../src/domain/ids.ts';
import type { Positives } from '../../src/datasets/index.ts';
import type { HistorySource } from '../../src/serving/index.ts';

/** A viewing of so many minutes is liked. */
const LIKED_MINUTES = 60;

interface Viewing {
  readonly itemId: ItemId;
  readonly atMs: number;
  readonly minutes: number;
}

/** What every viewer watched so far, as the log's watch lines tell it. */
export class Watched implements HistorySource {
  readonly #byUser = new Map<UserId, Viewing[]>();

  note(visits: readonly VisitTruth[]): void {
    for (const { userId: id, took, atMs } of visits) {
      if (took === null) continue;
      const user = userId(id);
      const viewings = this.#byUser.get(user) ?? [];
      this.#byUser.set(user, viewings);
      viewings.push({ itemId: itemId(took.itemId), atMs, minutes: took.minutes });
    }
  }

  historyOf(user: UserId): ReturnType<HistorySource['historyOf']> {
    const liked = this.#liked(user);
    return {
      itemIds: liked.map((viewing) => viewing.itemId),
      timesMs: liked.map(({ atMs }) => atMs),
    };
  }

  seenBy(user: UserId): Iterable<ItemId> {
    return (this.#byUser.get(user) ?? []).map((viewing) => viewing.itemId);
  }

  /** As training takes them. */
  positives(): Positives {
    const userIds = [...this.#byUser.keys()];
    const rows = userIds.flatMap((user, row) =>
      this.#liked(user).map((viewing) => ({ ...viewing, user: row })),
    );
    rows.sort((a, b) => a.atMs - b.atMs || a.user - b.user);
    const itemIds = [...new Set(rows.map((row) => row.itemId))];
    const rowOf = new Map(itemIds.map((id, row) => [id, row]));
    return {
      userIds,
      itemIds,
      users: Uint32Array.from(rows, ({ user }) => user),
      items: Uint32Array.from(rows, (row) => rowOf.get(row.itemId)!),
      timesMs: Float64Array.from(rows, ({ atMs }) => atMs),
    };
  }

  /** Long enough viewings, each movie once, oldest first. */
  #liked(user: UserId): Viewing[] {
    const known = new Set<ItemId>();
    return (this.#byUser.get(user) ?? []).filter((viewing) => {
      if (viewing.minutes < LIKED_MINUTES || known.has(viewing.itemId)) return false;
      known.add(viewing.itemId);
      return true;
    });
  }
}
