import { z } from 'zod';
import { EVENT_KINDS } from '../domain/stream-event.ts';
import { TIERS } from '../domain/receipt.ts';
import { fairness } from './fairness-schema.ts';
import { count, interval, share } from './report-parts.ts';
import { segments } from './segments-schema.ts';
import { worth } from './worth-schema.ts';

const instant = z.iso.datetime();
const milliseconds = z.number().min(0).nullable();

const request = {
  requests: count.describe('Recommendation lines of the day in the stream.'),
  answered: count.describe('Lines with status 200: the list was received and understood.'),
  voided: count.describe('Lines with status 400: the answer held something that is no movie.'),
  unanswered: count.describe('Lines with status 0: no usable answer.'),
  otherStatus: count.describe('Lines with any other status.'),
  availability: share.describe('answered / requests; null without requests.'),
  latencyMs: z
    .strictObject({ p50: milliseconds, p95: milliseconds, p99: milliseconds })
    .describe('As the caller measured it, over all requests, nearest rank; null without requests.'),
  latencyHistogram: z.array(
    z.strictObject({ fromMs: count, toMs: count.nullable(), requests: count }),
  ),
  unansweredBy: z.record(z.string(), count).describe('Requests with status 0, by cause.'),
  voidedIds: z
    .array(z.strictObject({ id: z.string(), answers: count }))
    .describe('What the caller did not know as a movie, most frequent first.'),
};

const viewing = z
  .strictObject({
    viewers: count,
    watches: count.describe('Sittings that began on the day.'),
    minutes: count.describe('Minutes of film sent on the day.'),
    recommended: z.strictObject({
      watches: count,
      minutes: count,
      watchShare: share,
      minuteShare: share,
      completion: share.describe('Mean share of the runtime reached; null when unknown.'),
    }),
    found: z.strictObject({ watches: count, minutes: count, completion: share }),
  })
  .describe('What was watched on the day, with and without a recommendation in the 24 h before.');

const attribution = z
  .strictObject({
    version: z.int(),
    windowHours: z.number(),
    rules: z.array(z.string()),
    exposures: count.describe('Movies shown on the day, each place of each list once.'),
    watches: count.describe('Watches credited to them, whenever they began.'),
    minutes: count.describe('Minutes credited to them, whenever they were watched.'),
    watchesPerExposure: share,
    minutesPerExposure: interval,
    meanPosition: z.number().min(1).nullable().describe('Of the credited exposures, 1 = top.'),
  })
  .describe('What the lists of the day led to until its books close.');

const personalised = z
  .strictObject({
    share: share.describe(
      'Answers that a receipt of tier personal or folded-in belongs to / answered.',
    ),
    withReceipt: count.nullable(),
    withoutReceipt: count.nullable().describe('Answers in the stream that have no receipt.'),
    receiptsNotShown: count.nullable().describe('Receipts of the day that no answer shows.'),
    byTier: z.partialRecord(z.enum(TIERS), count).nullable(),
    note: z.string().describe('What the figures rest on.'),
  })
  .describe('From our receipts, held against the stream; null throughout without receipts.');

const nullableQuantiles = z.strictObject({
  p50: z.number().nullable(),
  p95: z.number().nullable(),
  p99: z.number().nullable(),
});

const latencyCompared = z
  .strictObject({
    answers: count.describe('Answers that a receipt belongs to.'),
    oursMs: nullableQuantiles.describe('From request to receipt, inside our server.'),
    theirsMs: nullableQuantiles.describe('The same answers as the caller measured them.'),
    betweenMs: nullableQuantiles.describe('Of each answer, theirs minus ours.'),
  })
  .describe('Our own account of the time against that of the caller; null without receipts.');

const version = z.strictObject({
  modelVersion: z.string().nullable().describe('null: no model (constant list) or no receipt.'),
  tier: z.enum(TIERS).nullable().describe('null: answers without a receipt.'),
  answers: count,
  users: count,
  exposures: count,
  watches: count,
  minutes: count,
  minutesPerExposure: interval,
});

const champion = z.strictObject({
  atStart: z.string().nullable(),
  changes: z.array(
    z.strictObject({
      at: instant,
      action: z.string(),
      actor: z.string(),
      from: z.string().nullable(),
      to: z.string(),
    }),
  ),
  fromWallClock: instant.nullable().describe('Stretch of our own clock that was looked at.'),
  toWallClock: instant.nullable(),
});

const finding = z.strictObject({
  check: z.string(),
  severity: z.enum(['note', 'warn', 'block']),
  message: z.string(),
  count,
  examples: z.array(z.string()),
});

const byKind = z.strictObject(
  Object.fromEntries(EVENT_KINDS.map((kind) => [kind, count])) as Record<
    (typeof EVENT_KINDS)[number],
    typeof count
  >,
);

/** What the report says, apart from when it was issued. */
export const REPORT_CONTENT = z.strictObject({
  format: z.literal(3),
  day: z.iso.date().describe('UTC event time.'),
  ...request,
  hours: z.array(
    z.strictObject({
      hour: z.int().min(0).max(23),
      requests: count,
      answered: count,
      availability: share,
      minutes: count,
      recommendedMinutes: count,
    }),
  ),
  data: z.strictObject({
    until: instant.describe('Event time up to which all partitions were read, at most closesAt.'),
    closesAt: instant.describe('When the last exposure of the day has had its 24 hours.'),
    complete: z.boolean().describe('Whether the data reach until closesAt.'),
    segments: count.describe('Segments of the lake that hold events of the day.'),
    lateLines: count.describe('Lines of the day that came after the first of a later day.'),
    settledLines: count.describe(
      'Lines that became usable later, in segments that hold events of the day.',
    ),
  }),
  personalised,
  latencyCompared,
  viewing,
  attribution,
  worth,
  segments,
  fairness,
  shown: z.strictObject({
    exposures: count,
    items: count.describe('Different movies shown.'),
    catalogueItems: count.nullable().describe('null without a catalogue.'),
    catalogueShare: share.describe('Of the movies in the catalogue, those that were shown.'),
    itemsPerExposure: share.describe('items / exposures.'),
    top: z.array(
      z.strictObject({
        itemId: z.string(),
        title: z.string().nullable(),
        exposures: count,
        share: z.number().min(0).max(1),
      }),
    ),
  }),
  ratings: z.strictObject({ count, mean: z.number().nullable() }),
  accounts: count.describe('Accounts opened on the day.'),
  users: count.describe('Users with any event on the day.'),
  usersFirstSeen: count.describe('Of these, users without an earlier event in the lake.'),
  ledger: z.strictObject({
    accepted: byKind.describe('Accepted events of the day.'),
    overlapping: z
      .strictObject({
        read: count,
        repaired: count,
        duplicate: count,
        quarantined: z.record(z.string(), count),
        pending: count,
      })
      .describe('Lines of the segments that overlap the day: lines without a time have no day.'),
  }),
  findings: z.array(finding),
  versions: z.array(version),
  champion,
  headline: z
    .array(z.string())
    .length(3)
    .describe('What happened, was it right, did it help: a sentence or two each.'),
});

/** A report as it is issued: `reports/<day>/report.json`. */
export const REPORT = REPORT_CONTENT.extend({
  revision: z.int().min(1).describe('Counts up when the content changes.'),
  issuedAt: instant.describe('Our own clock.'),
  changes: z
    .array(z.string())
    .describe('What differs from the revision before; empty in the first.'),
}).meta({ title: 'Showrunner daily report' });

export type ReportContent = z.infer<typeof REPORT_CONTENT>;
export type Report = z.infer<typeof REPORT>;

/** The published description of `report.json`. */
export const reportJsonSchema = (): object => z.toJSONSchema(REPORT);
