import { namedSettlements } from '../datasets/index.ts';
import type { Catalogue } from '../catalogue/index.ts';
import type { Installation } from '../compose.ts';
import type { Ledger } from '../domain/ledger.ts';
import type { Progress } from '../domain/progress.ts';
import { settleLake, type SettleResult } from '../ingest/index.ts';
import { decoderFor } from './decoders.ts';

/** Settles the lake of an installation with today's decoders and a catalogue. */
export const settle = async (
  installation: Installation,
  what: {
    readonly catalogue: Catalogue | null;
    readonly progress: Progress;
    readonly isWanted?: (ledger: Ledger) => boolean;
  },
): Promise<SettleResult> =>
  settleLake({
    ...installation,
    ...what,
    decoderFor: (name) => decoderFor(installation.home, name),
    kept: await namedSettlements(installation.artifacts),
  });
