import { z } from 'zod';

const amount = z.number().min(0);
const bytes = z.number().min(0).describe('Bytes; null where the system does not say.').nullable();

/** What a day took of the machine, as a report has it. */
export const REPORT_COST = z
  .strictObject({
    basis: z
      .enum(['while-the-lists-were-made', 'latest-of-each'])
      .describe(
        'Steps that began while the lists of the day were made, by our clock; without receipts nobody knows when that was, and the latest run of each step stands for it.',
      ),
    fromWallClock: z.iso.datetime().nullable().describe('Our own clock; null for latest-of-each.'),
    toWallClock: z.iso.datetime().nullable(),
    steps: z
      .array(
        z.strictObject({
          step: z.string().describe('Such as `dataset`, `train als`, `report`.'),
          runs: z.int().min(1).describe('Steps taken from the cache are not run.'),
          seconds: amount.describe('By the clock, all runs together.'),
          cpuSeconds: amount.describe('All threads of the process, all runs together.'),
          peakMemoryBytes: amount.describe('Highest resident memory of the process in any run.'),
          readBytes: bytes,
        }),
      )
      .describe('Pipeline, report and other commands, in the order in which they first began.'),
    roles: z
      .array(
        z.strictObject({
          role: z.string(),
          seconds: amount.describe('Between the first and the last look at its processes.'),
          cpuSeconds: amount,
          peakMemoryBytes: amount.describe('Highest resident memory that a look found.'),
          readBytes: bytes,
          done: amount
            .nullable()
            .describe('serve: lists that were asked for; ingest: lines committed; else null.'),
        }),
      )
      .describe('Processes of `up`, as the observe role saw them; empty where it was not at work.'),
    per1000Answers: z
      .strictObject({ answers: amount, cpuSeconds: amount, readBytes: bytes })
      .describe('What the serving process took, all it does included, for 1,000 lists.')
      .nullable(),
  })
  .describe('Measured when the report is issued; no part of what makes a new revision.');

export type ReportCost = z.infer<typeof REPORT_COST>;
