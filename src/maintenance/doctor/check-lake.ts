import type { SegmentContent } from '../../ingest/index.ts';
import type { ArtifactStore } from '../../store/index.ts';
import { trouble, well, type Diagnosis } from './diagnosis.ts';

/** Whether the segments that can be read follow each other without a hole. */
export async function checkLake(artifacts: ArtifactStore, home: string): Promise<Diagnosis[]> {
  const segments = (await artifacts.examine<SegmentContent>('segment')).flatMap(({ artifact }) =>
    artifact === null ? [] : artifact.manifest.content,
  );
  const logs = new Map<string, SegmentContent[]>();
  for (const content of segments) {
    const log = `${content.source}, partition ${content.partition}`;
    logs.set(log, [...(logs.get(log) ?? []), content]);
  }
  return [...logs].flatMap(([log, contents]) => checkLog(log, contents, home));
}

function checkLog(log: string, contents: readonly SegmentContent[], home: string): Diagnosis[] {
  const sorted = [...contents].sort((a, b) => a.from - b.from || b.to - a.to);
  const holes: Diagnosis[] = [];
  let reached = sorted[0]!.from;
  for (const { from, to } of sorted) {
    if (from > reached)
      holes.push(
        trouble(
          'lake',
          `${log}: lines ${reached} to ${from - 1} are missing between two segments.`,
          `npx showrunner ingest --rebuild --from SOURCE --home ${home} reads them again.`,
        ),
      );
    reached = Math.max(reached, to);
  }
  if (holes.length > 0) return holes;
  return [well('lake', `${log}: lines ${sorted[0]!.from} to ${reached - 1} without a hole.`)];
}
