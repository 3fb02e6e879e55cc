import type { Installation } from '../../compose.ts';
import type { DatasetContent } from '../../datasets/index.ts';
import { liveSegments } from '../../ingest/index.ts';
import { lastDoneRetraining } from '../../pipeline/index.ts';
import { versionBehind } from '../../registry/index.ts';
import { driftLook } from './drift-look.ts';
import { countPartAfter } from './part-after.ts';
import type { Schedule } from './settings.ts';
import type { TrainingState } from './training-due.ts';
import { unknownLines } from './unknown-lines.ts';

/**
 * Reads what the home says of data, models and past runs.
 *
 * @returns gives how it is now
 */
export function trainingState(
  { home, artifacts, metadata, clock, tables }: Installation,
  { afterLines }: Pick<Schedule, 'afterLines'>,
): () => Promise<TrainingState> {
  const driftedToMs = driftLook(home);
  const partAfter = countPartAfter(tables);
  return async () => {
    const segments = (await liveSegments(artifacts)).map((segment) => ({
      segment,
      ...segment.manifest.content,
    }));
    const firsts = segments.flatMap(({ minTimeMs }) => minTimeMs ?? []);
    const lasts = segments.flatMap(({ maxTimeMs }) => maxTimeMs ?? []);
    const latest = await versionBehind(metadata, 'baseline');
    const dataset =
      latest === null ? null : await artifacts.load<DatasetContent>('dataset', latest.datasetId);
    // A run that made nothing new counts as well.
    const done = await lastDoneRetraining(metadata);
    const trainedToMs =
      dataset === null
        ? null
        : Math.max(done?.asOfMs ?? -Infinity, dataset.manifest.content.asOfMs);
    const doneAtMs = Date.parse(done?.finishedAt ?? '') || -Infinity;
    return {
      events:
        firsts.length === 0 ? null : { firstMs: Math.min(...firsts), lastMs: Math.max(...lasts) },
      nowMs: clock.nowMs(),
      trainedToMs,
      trainedAtMs: latest === null ? null : Math.max(doneAtMs, Date.parse(latest.createdAt)),
      // Nobody asks for their number who does not train by it.
      unknownLines:
        afterLines === null
          ? 0
          : await unknownLines(segments, trainedToMs, ({ segment }, ms) => partAfter(segment, ms)),
      driftedToMs: driftedToMs(),
    };
  };
}
