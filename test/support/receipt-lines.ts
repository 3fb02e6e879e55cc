import { itemId, userId } from '../../src/domain/ids.ts';
import type { Receipt, ReceiptTrace, Tier } from '../../src/domain/receipt.ts';
import { openHome } from '../../src/store/index.ts';
import { openExposureLog, receiptIds } from '../../src/telemetry/index.ts';

/** What matters of a receipt to a report. */
export interface GivenReceipt {
  readonly atMs: number;
  readonly user: string;
  readonly items: readonly string[];
  readonly tier?: Tier;
  readonly model?: string | null;
  readonly variant?: string | null;
  readonly rulesId?: string | null;
  readonly age?: number | null;
  readonly latencyMs?: number;
}

/** Writes receipts into the exposure log of a home. */
export async function writeReceipts(home: string, given: readonly GivenReceipt[]): Promise<void> {
  let nowMs = 0;
  const clock = { nowMs: () => nowMs };
  const log = openExposureLog(openHome(home).exposures, clock);
  const nextId = receiptIds(clock);
  for (const one of given) {
    nowMs = one.atMs;
    await log.append(receiptOf(nextId(), one));
  }
  await log.close();
}

function receiptOf(receiptId: string, given: GivenReceipt): Receipt {
  const { atMs, user, items, tier = 'personal', model = 'als/1', age = null } = given;
  const trace: ReceiptTrace = {
    request: { count: items.length },
    user: { age, gender: null },
    catalogueId: null,
    rulesId: given.rulesId ?? null,
    kernelBuild: null,
    runtime: 'node',
    models: [],
    sources: [],
    placed: [],
    historyTimesMs: [],
    seen: [],
    unseen: [],
    others: [],
    exploration: null,
    variant: given.variant ?? null,
    failures: [],
  };
  return {
    receiptId,
    atMs,
    userId: userId(user),
    tier,
    exposures: items.map((id, k) => ({
      itemId: itemId(id),
      position: k + 1,
      score: null,
      propensity: 1,
    })),
    modelVersion: model,
    modelId: model === null ? null : `model of ${model}`,
    datasetId: null,
    codeVersion: 'code',
    history: [],
    removed: {},
    latencyMs: given.latencyMs ?? 1,
    trace,
  };
}
