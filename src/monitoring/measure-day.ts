import type { Clock } from '../domain/clock.ts';
import type { Ledger } from '../domain/ledger.ts';
import { settledLedger, type Segment, type Settlements } from '../ingest/index.ts';
import type { ArtifactStore, Home, Metadata, Tables } from '../store/index.ts';
import { daySource, dropWorkingTables, type DaySource } from './day-source.ts';
import { knownCatalogue } from './known-catalogue.ts';
import { headlineOf } from './headline.ts';
import { segmentsWithin } from './lake-reach.ts';
import { measureAttribution } from './measure-attribution.ts';
import { measureChampion } from './measure-champion.ts';
import { measureFairness } from './measure-fairness.ts';
import { measureHours } from './measure-hours.ts';
import { measureLatency } from './measure-latency.ts';
import { measurePeople } from './measure-people.ts';
import { measureReceipts } from './measure-receipts.ts';
import { measureRequests } from './measure-requests.ts';
import { measureSegments } from './measure-segments.ts';
import { measureShown } from './measure-shown.ts';
import { measureViewing } from './measure-viewing.ts';
import { measureWorth } from './measure-worth.ts';
import { buildReceiptTable } from './receipt-table.ts';
import { findingsOf } from './report-findings.ts';
import type { ReportContent } from './report.ts';
import type { ReportWindow } from './report-window.ts';
import { cameLater } from './came-later.ts';
import { buildSegmentTables, buildUserTable } from './segment-tables.ts';
import { buildAnswerTables, buildSittingTables } from './sitting-tables.ts';

/** What a report is made from: an installation has it all. */
export interface ReportSources {
  readonly home: Home;
  readonly artifacts: ArtifactStore;
  readonly tables: Tables;
  readonly metadata: Metadata;
  readonly clock: Clock;
}

/** Measures a day: everything the report says. */
export async function measureDay(
  sources: ReportSources,
  window: ReportWindow,
  { segments, settlements, reachMs }: MeasuredLake,
): Promise<ReportContent> {
  const source = daySource(sources.tables, window, { segments, settlements });
  const overlapping = segmentsWithin(segments, window.startMs, window.endMs);
  try {
    const measured = await measureAll(sources, source, settledLedger(overlapping, settlements));
    const untilMs = Math.min(reachMs, window.closesMs);
    const figures = {
      format: 3 as const,
      day: window.day,
      ...measured,
      data: {
        until: new Date(untilMs).toISOString(),
        closesAt: new Date(window.closesMs).toISOString(),
        complete: untilMs >= window.closesMs,
        segments: overlapping.length,
        ...cameLater(segments, settlements, window),
      },
    };
    const told = { ...figures, findings: copies(findingsOf(figures, overlapping)) };
    return { ...told, headline: headlineOf(told) };
  } finally {
    await dropWorkingTables(source);
  }
}

/** The lake as a report reads it. */
export interface MeasuredLake {
  /** Live segments. */
  readonly segments: readonly Segment[];
  readonly settlements: Settlements;
  /** Event time up to which the lake knows what happened. */
  readonly reachMs: number;
}

type Measured = Omit<ReportContent, 'format' | 'day' | 'data' | 'findings' | 'headline'>;

async function measureAll(
  { home, artifacts, metadata }: ReportSources,
  source: DaySource,
  ledger: Ledger,
): Promise<Measured> {
  await buildAnswerTables(source);
  await buildSittingTables(source);
  const anyReceipts = await buildReceiptTable(source, home.exposures);
  const known = await knownCatalogue(home, artifacts);
  await buildUserTable(source, known);
  await buildSegmentTables(source, known);
  const { personalised, wallClock } = await measureReceipts(
    source,
    anyReceipts ? home.exposures : null,
  );
  const { accepted, ...people } = await measurePeople(source);
  const { segments, sums } = await measureSegments(source, known, anyReceipts);
  const { read, repaired, duplicate, quarantined, pending } = ledger;
  return {
    ...(await measureRequests(source)),
    hours: await measureHours(source),
    personalised,
    latencyCompared: await measureLatency(source),
    viewing: await measureViewing(source, known.itemsPath),
    ...(await measureAttribution(source)),
    worth: await measureWorth(source, metadata),
    segments,
    fairness: await measureFairness(source, { home, known, sums }),
    shown: await measureShown(source, known),
    ...people,
    ledger: { accepted, overlapping: { read, repaired, duplicate, quarantined, pending } },
    champion: await measureChampion(
      metadata,
      wallClock ?? { fromMs: source.window.startMs, toMs: source.window.endMs - 1 },
    ),
  };
}

const copies = (findings: ReturnType<typeof findingsOf>): ReportContent['findings'] =>
  findings.map((finding) => ({ ...finding, examples: [...finding.examples] }));
