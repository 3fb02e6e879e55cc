import { seededRng, type Rng } from '../../src/math/rng.ts';
import {
  addOutcome,
  decideState,
  noSums,
  type Action,
  type ExperimentArm,
  type ExperimentPlan,
} from '../../src/rollout/index.ts';
import { userId } from '../../src/domain/ids.ts';
import { STEPS, type Pool } from './pool.ts';

/** An experiment on users that are drawn from the pool. */
export interface ExperimentTask {
  readonly kind: 'experiment';
  readonly plan: ExperimentPlan;
  /** Users of the service. */
  readonly users: number;
  /** Days over which they first ask in a step. */
  readonly arrivalDays: number;
  /** What the treatment does to a user's minutes: −0.15 takes 15 % of them. */
  readonly change: number;
  readonly seed: number;
}

/** How an experiment ended. */
export interface ExperimentEnd {
  readonly kind: 'experiment';
  readonly action: Action;
  /** Whether something was claimed: better, worse, a guardrail broken, a wrong sample ratio. */
  readonly concluded: 'better' | 'worse' | 'guardrail' | 'ratio' | 'nothing';
  readonly step: number;
  /** Hours from its start to its end. */
  readonly hours: number;
  /** Outcomes of the step in which it ended. */
  readonly outcomes: number;
  /** Share of the service's users who had met the treatment by then. */
  readonly metRate: number;
  readonly looks: number;
}

const MINUTE_MS = 60_000;
const MINUTES_A_DAY = 1440;

/** Voided answers of a sound service, and the spread of users' mean latencies (log scale). */
const VOIDED_RATE = 0.002;
const LATENCY = { ms: 20, logDeviation: 0.5 };

/** The users of a run: who they are in the pool, where their hash falls, when they come. */
interface Users {
  readonly chain: Int32Array;
  readonly place: Float64Array;
  readonly shift: Int32Array;
}

/** Runs an experiment to its end, looking at it every minute in which anything is new. */
export function runExperiment(pool: Pool, task: ExperimentTask): ExperimentEnd {
  const rng = seededRng(task.seed, 'experiment');
  const users = drawnUsers(pool, task, rng);
  const met = new Uint8Array(task.users);
  let [startMinute, looks] = [0, 0];
  for (let step = 0; step < task.plan.ramp.length; step++) {
    const end = runStep({ pool, task, users, met, rng }, step);
    looks += end.looks;
    startMinute += end.minute;
    if (end.decision.action === 'widen') continue;
    return {
      kind: 'experiment',
      action: end.decision.action,
      concluded: concludedOf(end.decision),
      step,
      hours: startMinute / 60,
      outcomes: end.outcomes,
      metRate: met.reduce((sum, one) => sum + one, 0) / task.users,
      looks,
    };
  }
  throw new Error('a step widened beyond the last one');
}

function drawnUsers(pool: Pool, { users, arrivalDays }: ExperimentTask, rng: Rng): Users {
  return {
    chain: new Int32Array(users).map(() => rng.integer(pool.chains)),
    place: new Float64Array(users).map(() => rng.uniform()),
    shift: new Int32Array(users).map(() => rng.integer(arrivalDays) * MINUTES_A_DAY),
  };
}

interface Running {
  readonly pool: Pool;
  readonly task: ExperimentTask;
  readonly users: Users;
  /** 1 for each user who met the treatment; written. */
  readonly met: Uint8Array;
  readonly rng: Rng;
}

/** A step until it is decided. Windows close a day after the first list. */
function runStep({ pool, task, users, met, rng }: Running, step: number) {
  const { plan } = task;
  const share = plan.ramp[step]!;
  const order = entriesByMinute(pool, users, step);
  const sums = noSums(plan);
  const enrolled = { control: 0, treatment: 0 };
  const lastMinute = plan.maximumDays * MINUTES_A_DAY;
  let [entered, closed, looks] = [0, 0, 0];
  for (let minute = 0; ; minute++) {
    const [enteredBefore, closedBefore] = [entered, closed];
    for (; entered < order.users.length && order.minutes[entered]! <= minute; entered++) {
      const user = order.users[entered]!;
      const arm = armOf(users, user, share);
      enrolled[arm]++;
      if (arm === 'treatment') met[user] = 1;
    }
    for (; closed < entered && order.minutes[closed]! + MINUTES_A_DAY <= minute; closed++) {
      const user = order.users[closed]!;
      const row = users.chain[user]! * STEPS + (step % STEPS);
      addOutcome(sums, outcomeOf(pool, { row, arm: armOf(users, user, share), task, rng }));
    }
    const isNew = entered > enteredBefore || closed > closedBefore;
    if (!isNew && minute !== plan.minimumHours * 60 && minute < lastMinute) continue;
    looks++;
    const nowMs = minute * MINUTE_MS;
    const decision = decideState(plan, { step, startedMs: 0, nowMs, enrolled, sums });
    if (decision.action !== 'continue') return { decision, minute, outcomes: closed, looks };
  }
}

const armOf = ({ place }: Users, user: number, share: number): ExperimentArm =>
  place[user]! < share ? 'treatment' : 'control';

/** Who asks in the step, by the minute of the first list. */
function entriesByMinute(pool: Pool, { chain, shift }: Users, step: number) {
  // Minute and user in one number, since numbers sort fast.
  const keys = new Float64Array(chain.length);
  let entered = 0;
  for (let user = 0; user < chain.length; user++) {
    const entry = pool.entry[chain[user]! * STEPS + (step % STEPS)]!;
    if (entry >= 0) keys[entered++] = (entry + shift[user]!) * USERS_MOST + user;
  }
  const sorted = keys.subarray(0, entered).sort();
  return {
    users: Int32Array.from(sorted, (key) => key % USERS_MOST),
    minutes: Int32Array.from(sorted, (key) => Math.floor(key / USERS_MOST)),
  };
}

const USERS_MOST = 2 ** 20;

const SOMEBODY = userId('drawn');

/** What became of a user: minutes and lists from the pool, answers and latency drawn. */
function outcomeOf(
  pool: Pool,
  {
    row,
    arm,
    task,
    rng,
  }: {
    readonly row: number;
    readonly arm: ExperimentArm;
    readonly task: ExperimentTask;
    readonly rng: Rng;
  },
) {
  const lists = pool.lists[row]!;
  const factor = arm === 'treatment' ? 1 + task.change : 1;
  const isVoided = rng.uniform() < 1 - (1 - VOIDED_RATE) ** lists;
  return {
    userId: SOMEBODY,
    arm,
    closedMs: 0,
    values: {
      minutes: factor * pool.minutes[row]!,
      lists,
      voided: isVoided ? 1 / lists : 0,
      latencyMs: LATENCY.ms * Math.exp(LATENCY.logDeviation * rng.normal()),
    },
    before: pool.before[Math.floor(row / STEPS)]!,
  };
}

const concludedOf = ({
  action,
  because,
}: {
  readonly action: Action;
  readonly because: string;
}) => {
  if (action === 'stop') return because.startsWith('Users do not fall') ? 'ratio' : 'better';
  if (because.startsWith('The guardrail')) return 'guardrail';
  if (because.includes('worse beyond doubt')) return 'worse';
  return because.includes('better beyond doubt') ? 'better' : 'nothing';
};
