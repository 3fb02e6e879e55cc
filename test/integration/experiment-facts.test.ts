import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished, describe, expect, it } from 'vitest';
import { openInstallation, systemClock, type Installation } from '../../src/compose.ts';
import { itemId, userId } from '../../src/domain/ids.ts';
import type { Receipt, Tier } from '../../src/domain/receipt.ts';
import { currentFacts, logNow, watchStep } from '../../src/monitoring/index.ts';
import {
  createExperiment,
  EXPERIMENT_PLAN,
  overrideArm,
  requireExperiment,
  startExperiment,
  stepVersions,
  assign,
  type ExperimentPlan,
} from '../../src/rollout/index.ts';
import { openHome } from '../../src/store/index.ts';
import { openExposureLog, receiptIds } from '../../src/telemetry/index.ts';
import { temporaryFolder } from '../support/installation.ts';
import { say } from '../support/recording-terminal.ts';

const BY = { actor: 'tester', because: 'to see' };
/** The experiment begins at ten o'clock of the log. */
const BEGAN_MS = Date.UTC(2024, 2, 2, 10);
const LISTS = 'a+2000 b+2001';

const line = (time: string, user: string, rest: string): string =>
  `2024-03-02T${time},${user},${rest}`;
const answer = (time: string, user: string, latencyMs = 20): string =>
  line(
    time,
    user,
    `recommendation request h:8082, status 200, result: ${LISTS.replace(' ', ', ')}, ${latencyMs} ms`,
  );
const voided = (time: string, user: string): string =>
  line(time, user, 'recommendation request h:8082, status 400, result: movie x+1 not found, 40 ms');
const tick = (time: string, user: string, minute: number, item = 'a+2000'): string =>
  line(time, user, `GET /data/m/${item}/${minute}.mpg`);

const plan = (changes: Partial<ExperimentPlan> = {}): ExperimentPlan =>
  EXPERIMENT_PLAN.parse({
    name: 'try',
    kind: 'aa',
    treatment: 'any/1',
    ramp: [0.5],
    windowHours: 2,
    effect: 1,
    tolerance: 1,
    guardrails: [
      { metric: 'latencyMs', worse: 'above', bears: 1 },
      { metric: 'voided', worse: 'above', bears: 0.1 },
      { metric: 'rating', worse: 'below', bears: 0.1 },
      { metric: 'personal', worse: 'below', bears: 0.1 },
      { metric: 'distinct', worse: 'below', bears: 1 },
      { metric: 'novelty', worse: 'below', bears: 1 },
    ],
    ...changes,
  });

interface Shop {
  readonly installation: Installation;
  readonly logPath: string;
  /** Adds lines to the log and reads them into the lake. */
  add(...lines: readonly string[]): Promise<void>;
  /** Writes a receipt as serving does. @param label absent: as the record says */
  receipt(
    user: string,
    of?: { readonly arm?: string; readonly tier?: Tier; readonly version?: number },
  ): Promise<void>;
}

async function shop(of: ExperimentPlan = plan()): Promise<Shop> {
  const folder = temporaryFolder();
  const [homePath, logPath] = [join(folder, 'home'), join(folder, 'stream.log')];
  writeFileSync(logPath, '');
  const installation = await openInstallation(openHome(homePath));
  onTestFinished(() => installation.close());
  await createExperiment(installation, of, BY);
  await startExperiment(installation, of.name, { by: BY, logMs: BEGAN_MS, salt: 'fixed' });
  const exposures = openExposureLog(installation.home.exposures, systemClock);
  onTestFinished(() => exposures.close());
  const nextId = receiptIds(systemClock);
  const [{ record }] = (await stepVersions(installation.metadata, of.name)) as [
    Awaited<ReturnType<typeof stepVersions>>[number],
  ];
  return {
    installation,
    logPath,
    add: async (...lines) => {
      appendFileSync(logPath, lines.map((text) => `${text}\n`).join(''));
      const said = await say('ingest', '--from', `file:${logPath}`, '--home', homePath);
      expect(said.code, said.err).toBe(0);
    },
    receipt: async (user, { arm, tier = 'personal', version = 1 } = {}) => {
      const drawn = arm ?? assign(record, userId(user))!.arm;
      await exposures.append(receiptOf(nextId(), user, { tier, label: `try@${version}:${drawn}` }));
    },
  };
}

const receiptOf = (
  receiptId: string,
  user: string,
  { tier, label }: { readonly tier: Tier; readonly label: string },
): Receipt => ({
  receiptId,
  atMs: systemClock.nowMs(),
  userId: userId(user),
  tier,
  exposures: LISTS.split(' ').map((id, k) => ({
    itemId: itemId(id),
    position: k + 1,
    score: null,
    propensity: 1,
  })),
  modelVersion: null,
  modelId: null,
  datasetId: null,
  codeVersion: 'code',
  history: [],
  removed: {},
  latencyMs: 1,
  trace: {
    request: { count: 20 },
    user: null,
    catalogueId: null,
    rulesId: null,
    kernelBuild: null,
    runtime: 'node',
    models: [],
    sources: [],
    placed: [],
    historyTimesMs: [],
    seen: [],
    unseen: [],
    others: [],
    exploration: null,
    variant: label,
    failures: [],
  },
});

const USERS = ['1', '2', '3', '4', '5', '6'];

const factsOf = async ({ installation }: Shop) =>
  (await currentFacts(installation, await requireExperiment(installation.metadata, 'try')))!;

/** Six users who get a list each, a minute apart from ten o'clock on, and a line at noon and later. */
async function sixUsers(): Promise<Shop> {
  const made = await shop();
  for (const user of USERS) await made.receipt(user);
  await made.add(
    // Before the experiment: two hours count, and what was before does not.
    tick('07:30:00', '1', 0),
    tick('08:30:00', '1', 1),
    tick('08:31:00', '1', 2),
    answer('09:00:00.001', '2'),
    ...USERS.map((user, k) => answer(`10:0${k}:00.001`, user)),
    // Of user 1: two minutes in the window, and one after it.
    tick('10:30:00', '1', 3),
    tick('11:59:00', '1', 4),
    tick('12:00:30', '1', 5),
    line('11:00:00', '1', 'GET /rate/a+2000=4'),
    // Of user 2: one list more, slower, and a request that is voided.
    answer('11:00:00.001', '2', 80),
    voided('11:30:00.001', '2'),
    tick('12:04:30', '9', 0),
  );
  return made;
}

describe('the facts of a step', () => {
  it('find its beginning though hundreds of lists before left no line', async () => {
    const made = await shop();
    for (let user = 1000; user < 1250; user++) await made.receipt(String(user));
    for (const user of USERS) await made.receipt(user);
    await made.add(...USERS.map((user, k) => answer(`10:0${k}:00.001`, user)));
    expect((await factsOf(made)).startedMs).toBe(Date.UTC(2024, 2, 2, 10, 2, 0, 1));
  });

  it('count what a user did in the window after the first list, by the time of the log', async () => {
    const { outcomes, startedMs, nowMs } = await factsOf(await sixUsers());
    // The third of the first five lists says when the step began: who came before counts from the next.
    expect(startedMs).toBe(Date.UTC(2024, 2, 2, 10, 2, 0, 1));
    expect(nowMs).toBe(Date.UTC(2024, 2, 2, 12, 4, 30));
    // User 1 asked once, before; of the others 3, 4 and 5 have had their two hours at 12:04:30; 2
    // entered at eleven.
    expect(outcomes.map((outcome) => outcome.userId)).toEqual(['3', '4', '5']);
  });

  it('are those of users, with what they did before', async () => {
    const made = await sixUsers();
    await made.add(
      ...USERS.map((user, k) => answer(`12:1${k}:00.001`, user, 30)),
      tick('12:30:00', '1', 6),
      tick('13:00:00', '1', 7),
      tick('14:30:00', '1', 8),
      tick('15:00:00', '9', 1),
    );
    const { outcomes } = await factsOf(made);
    const of = (user: string) => outcomes.find((outcome) => outcome.userId === user)!;
    // User 1 enters at 12:10 now: two minutes until 14:10, the third comes after. In the two hours before ten it were two as well.
    expect(of('1')).toMatchObject({
      closedMs: Date.UTC(2024, 2, 2, 14, 10, 0, 1),
      before: 2,
      values: { minutes: 2, latencyMs: 30, voided: 0, distinct: 2 },
    });
    expect(of('1').values).not.toHaveProperty('rating');
    // User 2 enters at 11:00 with 80 ms, 40 ms voided and 30 ms: a mean of 50, a third voided. Was
    // there before, and watched nothing.
    expect(of('2')).toMatchObject({
      before: 0,
      values: { minutes: 0, latencyMs: 50, distinct: 2 },
    });
    expect(of('2').values['voided']).toBeCloseTo(1 / 3, 12);
    // User 3 was not there before.
    expect(of('3').before).toBeNull();
    // a was watched by the one viewer of the week before, b by none: log₂ of (1 + 1)/(1 + 1) is 0, and
    // what nobody watched counts as the rarest that somebody did.
    expect(of('3').values['novelty']).toBeCloseTo(0, 12);
    expect(of('3').values['personal']).toBe(1);
  });

  it('leave testers out, and users whose lists came from another arm than the record says', async () => {
    const made = await sixUsers();
    const { installation } = made;
    const before = await factsOf(made);
    await overrideArm(installation, 'try', {
      userId: '3',
      arm: 'control',
      by: BY,
      logMs: BEGAN_MS,
    });
    const drawn = before.outcomes.find(({ userId: id }) => id === '4')!.arm;
    await made.receipt('4', { arm: drawn === 'control' ? 'treatment' : 'control', version: 2 });
    const facts = await factsOf(made);
    expect(facts.outcomes.map((outcome) => outcome.userId)).toEqual(['5']);
    expect(facts.leftOut).toEqual({ testers: 1, otherArm: 1 });
    // Enrolled are all but the tester, in the arm of their first list.
    const count = ({ enrolled }: typeof facts): number => enrolled.control + enrolled.treatment;
    expect([count(before), count(facts)]).toEqual([6, 5]);
  });

  it('are the same whether they were gathered at once or as the log grew', async () => {
    const made = await sixUsers();
    const { installation } = made;
    const experiment = await requireExperiment(installation.metadata, 'try');
    const versions = await stepVersions(installation.metadata, 'try');
    const watch = await watchStep(installation, experiment, versions);
    await watch.gather(await logNow(installation.artifacts));
    await made.receipt('7');
    await made.add(answer('12:06:00.001', '7'), tick('14:30:00', '9', 2));
    const grown = await watch.gather(await logNow(installation.artifacts));
    await watch.close();
    expect(grown).toEqual(await factsOf(made));
    expect(grown!.outcomes.map((outcome) => outcome.userId)).toContain('7');
  });
});
