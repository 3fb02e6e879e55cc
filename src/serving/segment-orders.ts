import type { User } from '../domain/catalogue-records.ts';
import { userId } from '../domain/ids.ts';
import { AGE_BANDS, ageBandOf } from '../features/index.ts';
import type { RankedRows } from './ranker.ts';
import type { ServedModel } from './served-model.ts';

/** Every row of a model that is not personal, best first, as one segment of users gets it. */
export interface SegmentOrder extends RankedRows {
  /** Whether it is another order than everybody's. */
  readonly isSegment: boolean;
}

/** The orders of a model that is not personal: as many as there are segments of users. */
export interface SegmentOrders {
  /** The order for a user: looked up once it is known, else computed now. Rejects as the ranker. */
  orderFor(user: User | null): SegmentOrder | Promise<SegmentOrder>;
  /** Computes all of them. Rejects as the ranker. */
  prepare(): Promise<void>;
}

const NO_HISTORY = { items: [], timesMs: [] };
const NOTHING = new Uint32Array(0);
/** So many best items tell whether a segment has an order of its own. */
const PROBE = 50;
const OLDEST = 120;

/**
 * Keeps the orders of a model whose scores depend on nothing but the age band and the gender of a
 * user. Memory: 8 bytes an item for each segment that differs from everybody.
 */
export function segmentOrders(model: ServedModel): SegmentOrders {
  const known = new Map<string, SegmentOrder>();
  const top = (user: User | null, k: number): Promise<RankedRows> =>
    model.ranker.top({
      history: NO_HISTORY,
      context: { asOfMs: model.asOfMs ?? 0, user },
      k,
      excluded: NOTHING,
    });
  const everybodys = async (): Promise<SegmentOrder> => {
    const order = known.get(EVERYBODY);
    if (order !== undefined) return order;
    const made = { ...(await top(null, model.itemIds.length)), isSegment: false };
    known.set(EVERYBODY, made);
    return made;
  };
  const make = async (user: User | null): Promise<SegmentOrder> => {
    const common = await everybodys();
    const key = keyOf(user);
    if (key === EVERYBODY) return common;
    const isSegment = !startsWith(common, await top(user, PROBE));
    const made = isSegment ? { ...(await top(user, model.itemIds.length)), isSegment } : common;
    known.set(key, made);
    return made;
  };
  return {
    orderFor: (user) => known.get(keyOf(user)) ?? make(user),
    prepare: async () => {
      for (const user of oneOfEach()) if (!known.has(keyOf(user))) await make(user);
    },
  };
}

const keyOf = (user: User | null): string =>
  `${ageBandOf(user?.age ?? null)}/${user?.gender ?? ''}`;

const EVERYBODY = keyOf(null);

/** A user of each segment. */
function oneOfEach(): User[] {
  const ages = Array.from({ length: OLDEST }, (_, age) => age);
  const ofBands = AGE_BANDS.map((band) => ages.find((age) => ageBandOf(age) === band) ?? null);
  return [null, ...ofBands].flatMap((age) =>
    ([null, 'F', 'M'] as const).map((gender) => ({
      userId: userId('0'),
      age,
      gender,
      occupation: null,
    })),
  );
}

const startsWith = (all: RankedRows, part: RankedRows): boolean =>
  part.rows.every((row, at) => row === all.rows[at] && part.scores[at] === all.scores[at]);
