import type { Metadata } from '../store/index.ts';

/** What the process of a role had taken since its start, when it was looked at. */
export interface ProcessSample {
  /** ISO 8601, our own clock. */
  readonly at: string;
  readonly role: string;
  /** Tells one start of a role from the next. */
  readonly process: string;
  readonly cpuSeconds: number;
  readonly residentBytes: number;
  readonly readBytes: number | null;
  /** Lists given, lines read; `null` for a role that counts nothing. */
  readonly done: number | null;
}

/** Samples older than this are dropped when new ones are kept. */
const KEPT_MS = 40 * 86_400_000;

/** Keeps samples. */
export async function saveSamples(
  metadata: Metadata,
  samples: readonly ProcessSample[],
): Promise<void> {
  if (samples.length === 0) return;
  await metadata
    .insertInto('process_samples')
    .values(
      samples.map(({ at, role, process, cpuSeconds, residentBytes, readBytes, done }) => ({
        at,
        role,
        process,
        cpu_seconds: cpuSeconds,
        resident_bytes: residentBytes,
        read_bytes: readBytes,
        done,
      })),
    )
    .execute();
  const before = new Date(Date.parse(samples[0]!.at) - KEPT_MS).toISOString();
  await metadata.deleteFrom('process_samples').where('at', '<', before).execute();
}

/** Samples of a stretch of our own clock, ends included, in order of time. */
export async function samplesBetween(
  metadata: Metadata,
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
): Promise<ProcessSample[]> {
  const rows = await metadata
    .selectFrom('process_samples')
    .selectAll()
    .where('at', '>=', new Date(fromMs).toISOString())
    .where('at', '<=', new Date(toMs).toISOString())
    .orderBy('sample')
    .execute();
  return rows.map((row) => ({
    at: row.at,
    role: row.role,
    process: row.process,
    cpuSeconds: row.cpu_seconds,
    residentBytes: row.resident_bytes,
    readBytes: row.read_bytes,
    done: row.done,
  }));
}
