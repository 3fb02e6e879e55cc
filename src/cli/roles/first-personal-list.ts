import { readdirSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { ItemId } from '../../domain/ids.ts';
import type { Receipt } from '../../domain/receipt.ts';
import type { ServingSources } from '../../serving/index.ts';
import { parseReceipt } from '../../telemetry/index.ts';
import { duration } from '../terminal.ts';
import { pause } from './pauses.ts';
import type { RoleContext } from './role-context.ts';

const LOOK_MS = 250;
/** A list that follows from so many likes is worth showing. */
const ENOUGH_LIKES = 3;
const SHOWN_LIKES = 3;
const SHOWN_ITEMS = 5;

/** Waits for the first personal list that this process gives, and tells whom it was for and why. */
export async function firstPersonalList(at: {
  readonly sources: ServingSources;
  readonly context: RoleContext;
  readonly exposures: string;
  readonly ended: AbortSignal;
}): Promise<void> {
  const { sources, context, ended } = at;
  let position = 0;
  let file: string | null = null;
  while (!ended.aborted) {
    await pause(LOOK_MS, ended);
    if (sources.models.champion()?.personal !== true) continue;
    file ??= ownFile(at.exposures);
    if (file === null) continue;
    const { receipts, next } = await receiptsFrom(file, position);
    position = next;
    const first = receipts.find(isTelling);
    if (first === undefined) continue;
    for (const sentence of listWords(first, at)) context.say(sentence);
    context.tell({ firstPersonalMs: Date.now() - context.settings.startedMs });
    return;
  }
}

const isTelling = ({ tier, history, exposures }: Receipt): boolean =>
  (tier === 'folded-in' || tier === 'personal') &&
  history.length >= ENOUGH_LIKES &&
  exposures.length > 0;

/** The first exposure file of this process; later ones begin after an hour. */
const ownFile = (folder: string): string | null => {
  const name = readdirSync(folder)
    .sort()
    .find((file) => file.endsWith(`-${process.pid}.jsonl`));
  return name === undefined ? null : join(folder, name);
};

/** Whole receipts from a place of a file on, and where the next ones begin. */
async function receiptsFrom(
  path: string,
  position: number,
): Promise<{ readonly receipts: readonly Receipt[]; readonly next: number }> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const bytes = Buffer.alloc(Math.min(size - position, 1 << 22));
    const { bytesRead } = await file.read(bytes, 0, bytes.length, position);
    const end = bytes.subarray(0, bytesRead).lastIndexOf('\n') + 1;
    const lines = bytes.toString('utf8', 0, end).split('\n');
    return { receipts: lines.flatMap((line) => parseReceipt(line) ?? []), next: position + end };
  } finally {
    await file.close();
  }
}

function listWords(
  { userId, modelVersion, history, exposures }: Receipt,
  { sources, context }: { readonly sources: ServingSources; readonly context: RoleContext },
): string[] {
  const catalogue = sources.catalogue.current();
  const titles = (ids: readonly ItemId[]): string =>
    ids.map((id) => catalogue?.titleOf(id) ?? id).join(' · ');
  const after = duration((Date.now() - context.settings.startedMs) / 1000);
  return [
    `The first personal list, ${after} after the start, is for viewer ${userId}.`,
    `  Lately watched: ${titles(history.slice(-SHOWN_LIKES))}`,
    `  ${modelVersion} shows: ${titles(exposures.slice(0, SHOWN_ITEMS).map(({ itemId }) => itemId))} and ${Math.max(0, exposures.length - SHOWN_ITEMS)} more.`,
  ];
}
