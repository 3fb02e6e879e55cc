import type { Json } from '../domain/canonical-json.ts';
import { currentSnapshot } from '../catalogue/index.ts';
import { openArtifacts, openInstallation } from '../compose.ts';
import type { Ledger } from '../domain/ledger.ts';
import { openHomeToRebuild } from '../store/index.ts';
import { rebuildLake, type RebuildResult } from '../maintenance/index.ts';
import type { CommandIo } from './command.ts';
import { counted } from './counted.ts';
import { decodersIn } from './decoders.ts';
import { openSource } from './event-source-option.ts';
import { sourceOf, type SourceOptions } from './ingest-source.ts';
import { count } from './terminal.ts';

/** `ingest --rebuild`: the lake anew beside the old one, compared, swapped. */
export async function rebuild(
  io: CommandIo,
  options: SourceOptions & { readonly judgeAnew?: boolean; readonly segmentLines: number },
): Promise<void> {
  const home = openHomeToRebuild(io.homePath, INGEST);
  const isNamed = options.from !== undefined || options.config !== undefined;
  const open = isNamed ? await openSource(sourceOf(options), () => home) : null;
  const installation = await openInstallation(home);
  try {
    const result = await rebuildLake({
      ...installation,
      progress: io.progress,
      decoderOf: decodersIn(home),
      openArtifacts,
      source: open?.source ?? null,
      segmentLines: options.segmentLines,
      judgeWith:
        options.judgeAnew === true
          ? await currentSnapshot(home, installation.artifacts)
          : undefined,
    });
    io.result(documentOf(result), wordsOf(result));
  } finally {
    await open?.close();
    await installation.close();
  }
}

const INGEST = 'npx showrunner ingest --from file:PATH';

const documentOf = (result: RebuildResult): Json => ({
  same: result.same.length,
  different: result.fresh.length,
  mended: result.mendedCount,
  fromSource: result.fromSourceCount,
  before: ledgerOf(result.before),
  after: ledgerOf(result.after),
  setAside: [...result.setAside],
});

const ledgerOf = ({ accepted, quarantined, ...counts }: Ledger): Json => ({
  ...counts,
  accepted: { ...accepted },
  quarantined: { ...quarantined },
});

function wordsOf(result: RebuildResult): string {
  const { same, fresh, mendedCount, fromSourceCount, setAside, before, after } = result;
  return [
    `${counted(same.length + fresh.length, 'segment')} made anew: ${count(same.length)} came out the same, ${count(fresh.length)} different.`,
    ...(fresh.length === 0 ? [] : [`Different: ${words(before)} before, ${words(after)} now.`]),
    ...(mendedCount === 0 ? [] : [`${counted(mendedCount, 'damaged segment')} whole again.`]),
    ...(fromSourceCount === 0
      ? []
      : [`${counted(fromSourceCount, 'segment')} read from the source again.`]),
    ...(setAside.length === 0
      ? []
      : ['What was replaced is kept in set-aside/ of the home; remove it when all is well.']),
  ].join('\n');
}

const words = ({ accepted, repaired, duplicate, quarantined, pending }: Ledger): string => {
  const sum = (counts: Readonly<Record<string, number>>): number =>
    Object.values(counts).reduce((a, b) => a + b, 0);
  return `${count(sum(accepted))} accepted, ${count(repaired)} repaired, ${count(duplicate)} duplicate, ${count(sum(quarantined))} quarantined, ${count(pending)} pending`;
};
