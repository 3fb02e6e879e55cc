import type { Installation } from '../../src/compose.ts';
import type { Receipt } from '../../src/domain/receipt.ts';
import { seededRng } from '../../src/math/rng.ts';
import { whyReceipt } from '../../src/serving/index.ts';
import { readReceipts } from '../../src/telemetry/index.ts';

/** What replaying receipts came to. */
export interface Replayed {
  readonly replayed: number;
  readonly same: number;
  /** Receipts among them by tier, and by the version of the model. */
  readonly tiers: Readonly<Record<string, number>>;
  readonly versions: Readonly<Record<string, number>>;
}

/** Replays receipts drawn at random from all that an installation has. */
export async function replayReceipts(installation: Installation, count: number): Promise<Replayed> {
  const tiers: Record<string, number> = {};
  const versions: Record<string, number> = {};
  const drawn = await drawReceipts(installation.home.exposures, count);
  let same = 0;
  for (const receipt of drawn) {
    const { replay } = await whyReceipt(installation, receipt, { replay: true });
    if (replay?.same === true) same++;
    tiers[receipt.tier] = (tiers[receipt.tier] ?? 0) + 1;
    const version = receipt.modelVersion ?? 'none';
    versions[version] = (versions[version] ?? 0) + 1;
  }
  return { replayed: drawn.length, same, tiers, versions };
}

/** Draws without replacement in one pass, every receipt with the same probability. */
async function drawReceipts(folder: string, count: number): Promise<readonly Receipt[]> {
  const rng = seededRng(7, 'soak-replay');
  const drawn: Receipt[] = [];
  let seen = 0;
  for await (const receipt of readReceipts(folder)) {
    seen++;
    const place = drawn.length < count ? drawn.length : rng.integer(seen);
    if (place < count) drawn[place] = receipt;
  }
  return drawn;
}
