import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { canonicalJson } from '../../domain/canonical-json.ts';
import { errorOf, messageOf } from '../../domain/errors.ts';
import { userId } from '../../domain/ids.ts';
import { sha256, writeFileDurably, type Home } from '../../store/index.ts';
import { EXPERIMENT_ARMS, type StepFacts, type UserOutcome } from './outcome.ts';
import { EXPERIMENT_PLAN, type ExperimentPlan } from './plan.ts';

/** Facts as they are gathered: with who was left out of them, and why. */
export interface GatheredFacts extends StepFacts {
  readonly leftOut: {
    /** Their arm was told. */
    readonly testers: number;
    /** Their lists came from another arm than the record gives them, or from both. */
    readonly otherArm: number;
  };
}

const count = z.int().min(0);

/** Facts in a file: outcomes by columns, in order. */
const FILE = z.strictObject({
  format: z.literal(1),
  plan: EXPERIMENT_PLAN,
  step: count,
  startedMs: z.number(),
  nowMs: z.number(),
  enrolled: z.strictObject({ control: count, treatment: count }),
  leftOut: z.strictObject({ testers: count, otherArm: count }),
  outcomes: z.strictObject({
    userId: z.array(z.string()),
    /** Index in `control, treatment`. */
    arm: z.array(z.int().min(0).max(1)),
    closedMs: z.array(z.number()),
    before: z.array(z.number().nullable()),
    values: z.record(z.string(), z.array(z.number().nullable())),
  }),
});

/** Where the facts and reports of an experiment lie. */
export const experimentFolder = ({ root }: Home, name: string): string =>
  join(root, 'experiments', name);

/** The folders of all experiments that anything was kept of. */
export function factsFolders({ root }: Home): string[] {
  const all = join(root, 'experiments');
  return existsSync(all) ? readdirSync(all).map((name) => join(all, name)) : [];
}

/** Whether a file holds facts, and so ids of users. */
export const isFacts = (path: string): boolean => /^facts-[0-9a-f]{64}\.json$/.test(basename(path));

const pathOf = (home: Home, name: string, id: string): string =>
  join(experimentFolder(home, name), `facts-${id}.json`);

/** Keeps facts under the SHA-256 of their bytes. @returns that @throws UnavailableError `DISK_FULL` */
export function saveFacts(home: Home, plan: ExperimentPlan, facts: GatheredFacts): string {
  const text = factsText(plan, facts);
  const id = sha256(text);
  const path = pathOf(home, plan.name, id);
  mkdirSync(experimentFolder(home, plan.name), { recursive: true });
  if (!existsSync(path)) writeFileDurably(path, text);
  return id;
}

/** Facts as the bytes that are kept of them. */
export function factsText(plan: ExperimentPlan, facts: GatheredFacts): string {
  const { outcomes, step, startedMs, nowMs, enrolled, leftOut } = facts;
  const metrics = [...new Set(outcomes.flatMap(({ values }) => Object.keys(values)))].sort();
  const column = (of: (outcome: UserOutcome) => number | null | undefined): (number | null)[] =>
    outcomes.map((outcome) => finite(of(outcome)));
  return canonicalJson({
    format: 1,
    plan,
    step,
    startedMs,
    nowMs,
    enrolled,
    leftOut,
    outcomes: {
      userId: outcomes.map((outcome) => outcome.userId),
      arm: outcomes.map(({ arm }) => EXPERIMENT_ARMS.indexOf(arm)),
      closedMs: outcomes.map(({ closedMs }) => closedMs),
      before: column(({ before }) => before),
      values: Object.fromEntries(
        metrics.map((metric) => [metric, column(({ values }) => values[metric])]),
      ),
    },
  });
}

const finite = (value: number | null | undefined): number | null =>
  value === null || value === undefined || !Number.isFinite(value) ? null : value;

/**
 * Reads facts back and holds them against their name.
 *
 * @throws DataError `EXPERIMENT_FACTS_LOST`
 */
export function loadFacts(
  home: Home,
  name: string,
  id: string,
): { readonly plan: ExperimentPlan; readonly facts: GatheredFacts } {
  const path = pathOf(home, name, id);
  const text = readText(path);
  const found = sha256(text);
  if (found !== id) throw errorOf('EXPERIMENT_FACTS_LOST', { path, found: `SHA-256 ${found}` });
  const { plan, outcomes, format: _format, ...step } = FILE.parse(JSON.parse(text));
  return { plan, facts: { ...step, outcomes: outcomesOf(outcomes) } };
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (thrown) {
    throw errorOf('EXPERIMENT_FACTS_LOST', { path, found: messageOf(thrown) }, thrown);
  }
}

function outcomesOf(columns: z.output<typeof FILE>['outcomes']): UserOutcome[] {
  const metrics = Object.entries(columns.values);
  return columns.userId.map((id, row) => ({
    userId: userId(id),
    arm: EXPERIMENT_ARMS[columns.arm[row]!]!,
    closedMs: columns.closedMs[row]!,
    before: columns.before[row]!,
    values: Object.fromEntries(
      metrics.flatMap(([metric, column]) => {
        const value = column[row]!;
        return value === null ? [] : [[metric, value]];
      }),
    ),
  }));
}
