import { z } from 'zod';
import { TIERS } from '../domain/receipt.ts';
import { EVENT_KINDS } from '../domain/stream-event.ts';
import { SHADOW_FIGURES } from '../rollout/index.ts';

const count = z.int().min(0);
const instant = z.iso.datetime();
const seconds = z.number().min(0);
const milliseconds = z.number().min(0);
const share = z.number().min(0).max(1);

const interval = z
  .strictObject({ mean: z.number(), low: z.number().nullable(), high: z.number().nullable() })
  .describe('A mean with its 95 % bootstrap interval over users.');

const difference = z
  .strictObject({ difference: z.number(), low: z.number(), high: z.number(), users: count })
  .describe('Model minus popularity on the same users, with its 95 % interval.');

const source = z.strictObject({
  name: z.string().describe('Such as `file:/var/log/movielog.log`.'),
  partitions: count,
  linesRead: count,
  lastEventAt: instant.nullable().describe('Latest event time read.'),
  end: z
    .strictObject({
      lastEventAt: instant,
      sizeBytes: count,
      writtenAt: instant.describe('When the file last grew, by the clock of the machine.'),
    })
    .nullable()
    .describe('What the end of the file says; null where it cannot be known (packed, not a file).'),
  behindSeconds: seconds
    .nullable()
    .describe("Event time between what was read and the file's end; null where not known."),
  behindForSeconds: seconds
    .nullable()
    .describe('How long, by the clock, the file has held what is not read yet; null not known.'),
});

const stream = z.strictObject({
  isReading: z.boolean().describe('Whether an ingesting process is at work in this home.'),
  sources: z.array(source),
  linesRead: count,
  linesPerSecond: z
    .number()
    .min(0)
    .nullable()
    .describe('Lines committed per second over the last 10 s; null before that can be known.'),
  lastEventAt: instant.nullable(),
  behindSeconds: seconds.nullable().describe('The largest of the sources.'),
  behindForSeconds: seconds.nullable().describe('The largest of the sources.'),
});

const ledger = z.strictObject({
  read: count,
  accepted: z.strictObject(
    Object.fromEntries(EVENT_KINDS.map((kind) => [kind, count])) as Record<
      (typeof EVENT_KINDS)[number],
      typeof count
    >,
  ),
  repaired: count,
  duplicate: count,
  quarantined: z.record(z.string(), count).describe('Lines that cannot be used, by reason.'),
  pending: count,
  addsUp: z.boolean().describe('Whether every line read is accounted for.'),
});

const catalogue = z.strictObject({
  id: z.string(),
  items: count,
  users: count,
  complete: z.boolean().describe('Whether an id that it lacks does not exist.'),
  inForceSince: instant,
});

const dataset = z.strictObject({
  id: z.string(),
  asOf: instant.describe('Nothing later was used.'),
  builtAt: instant,
  likes: count,
  users: count,
  items: count,
  watches: count,
  ratings: count,
});

const run = z.strictObject({
  runId: z.string(),
  stage: z.string(),
  family: z.string().nullable().describe('Of the model that is trained.'),
  status: z.enum(['running', 'done', 'failed', 'abandoned']),
  startedAt: instant,
  finishedAt: instant.nullable(),
  error: z.string().nullable(),
  loss: z
    .array(z.number())
    .describe('By epoch, at most 60 points; empty while running and for models without one.'),
  epochs: count,
});

const model = z.strictObject({
  version: z.string(),
  family: z.string(),
  modelId: z.string(),
  datasetId: z.string(),
  trainedAt: instant,
  since: instant.describe('Since when it has the role.'),
});

const evaluation = z.strictObject({
  metric: z.string().describe('Such as `NDCG@20`.'),
  users: count,
  model: interval.extend({ family: z.string() }),
  popularity: interval.nullable(),
  againstPopularity: difference.nullable(),
});

const serving = z.strictObject({
  url: z.url(),
  isReachable: z.boolean(),
  problem: z.string().nullable().describe('Why it cannot be asked.'),
  isReady: z.boolean().nullable().describe('Whether lists come from a model; null unreachable.'),
  troubles: z.array(z.string()).describe('What it says is wrong.'),
  startedAt: instant.nullable(),
  champion: z.string().nullable().describe('Version that is loaded.'),
  answers: count.describe('Lists given since it started.'),
  byTier: z.partialRecord(z.enum(TIERS), count),
  refused: count.describe('Requests for a list that were not understood.'),
  answersPerSecond: z.number().min(0).nullable().describe('Over the last 10 s.'),
  latencyMs: z
    .strictObject({
      p50: milliseconds,
      p99: milliseconds,
      over: z.enum(['last-minute', 'since-start']),
    })
    .nullable()
    .describe('Inside the server, from its histogram; 600 means 600 or more.'),
  failures: z.strictObject({
    serverErrors: count,
    scorer: count.describe('Models or sources that failed while a list was made.'),
    violations: count.describe('Items kept from leaving because the caller cannot read them.'),
    receiptsLost: count,
  }),
  shadows: z
    .array(SHADOW_FIGURES.omit({ longestMs: true }).extend({ experiment: z.string() }))
    .describe('What shadows that run were like since it started.'),
});

const attention = z.strictObject({
  severity: z.enum(['stop', 'look', 'note']),
  about: z.enum([
    'stream',
    'quality',
    'catalogue',
    'dataset',
    'training',
    'models',
    'serving',
    'report',
  ]),
  message: z.string().describe('What is the matter, in a sentence.'),
  advice: z.string().nullable().describe('What to do about it.'),
});

/** The document of `GET /v1/status`. */
export const STATUS = z
  .strictObject({
    format: z.literal(1),
    home: z.string(),
    now: instant,
    attention: z.array(attention).describe('The weightiest first.'),
    stream,
    ledger,
    segments: z.strictObject({ count, closed: count, sizeBytes: count }),
    catalogue: catalogue.nullable(),
    datasets: z.strictObject({ count, latest: dataset.nullable() }),
    training: z.strictObject({
      isAtWork: z.boolean().describe('Whether a pipeline is at work in this home.'),
      lastStage: z.strictObject({ stage: z.string(), madeAt: instant }).nullable(),
      current: run.nullable(),
      last: z.array(run).describe('The latest first, without the current one.'),
      latestRun: z
        .strictObject({
          because: z.string().describe('`schedule`, `drift`, `volume`, or the words of a person.'),
          asOf: instant.nullable().describe('Nothing later was to be used.'),
          status: z.enum(['running', 'done', 'failed', 'held', 'stopped', 'abandoned']),
          startedAt: instant,
          finishedAt: instant.nullable(),
          error: z.string().nullable(),
        })
        .nullable()
        .describe('The latest whole run of the pipeline by the schedule or by `retrain`.'),
      failuresInARow: count.describe('Whole runs that failed since the last that went well.'),
    }),
    models: z.strictObject({
      versions: count,
      champion: model.nullable(),
      baseline: model.nullable(),
      evaluation: evaluation
        .nullable()
        .describe('Of the champion; null for popularity, which is not judged.'),
      gate: z
        .strictObject({
          judgedAt: instant,
          challenger: z.string().nullable(),
          judgedUsers: count,
          impossible: z.string().nullable().describe('Why nothing could be judged.'),
          againstPopularity: difference.nullable(),
          passed: z.boolean().describe('Whether the gate let the latest version pass.'),
          heldFor: z
            .string()
            .nullable()
            .describe('The experiment that kept it from its place although it passed.'),
        })
        .nullable(),
      lastChange: z
        .strictObject({
          at: instant,
          action: z.string(),
          actor: z.string(),
          from: z.string().nullable(),
          to: z.string(),
          because: z.array(z.string()),
        })
        .nullable()
        .describe('The latest change of the champion.'),
    }),
    serving,
    report: z
      .strictObject({
        day: z.iso.date(),
        revision: count,
        isComplete: z.boolean().describe('Whether the books of the day are closed.'),
        headline: z.array(z.string()),
        requests: count,
        availability: share.nullable(),
        latencyP99Ms: milliseconds.nullable(),
        viewers: count,
        minutes: count,
        recommendedMinuteShare: share.nullable(),
      })
      .nullable(),
    reportDays: z.array(z.iso.date()).describe('Days that have a report, the latest first.'),
  })
  .meta({ title: 'Showrunner status' });

export type Status = z.infer<typeof STATUS>;
export type Attention = Status['attention'][number];
export type ServingStatus = Status['serving'];
export type TrainingStatus = Status['training'];
export type ModelsStatus = Status['models'];

/** The published description of the status document. */
export const statusJsonSchema = (): object => z.toJSONSchema(STATUS);
