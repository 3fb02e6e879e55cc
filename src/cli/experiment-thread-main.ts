/** A thread that reads what is kept of experiments, with connections of its own. */
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { openEngine, openRecords } from '../compose.ts';
import { postedError } from '../domain/posted-error.ts';
import { forecastPlan, gatherReport } from '../monitoring/index.ts';
import { replayDecision, shadowStory } from '../rollout/index.ts';
import { openHome, type Tables } from '../store/index.ts';
import type {
  ExperimentAsk,
  FromExperimentThread,
  ToExperimentThread,
} from './experiment-thread.ts';

const SHARE = { name: 'experiments', memoryLimitMb: 256, threadCount: 1 };

const port: MessagePort = parentPort!;
const home = openHome(workerData as string);
const records = await openRecords(home);
let engine: Promise<Tables> | null = null;

async function answer(ask: ExperimentAsk): Promise<unknown> {
  if (ask.kind === 'shadow') return shadowStory(records, ask.name);
  if (ask.kind === 'replay') return replayDecision(records, ask.name, ask.decision);
  const tables = await (engine ??= openEngine(home, SHARE));
  return ask.kind === 'forecast'
    ? forecastPlan({ ...records, tables }, ask.plan)
    : gatherReport({ ...records, tables }, ask.name, 'last-kept');
}

async function handle(message: ToExperimentThread): Promise<void> {
  if (message === 'end') {
    await (await engine)?.close();
    await records.close();
    port.close();
    return;
  }
  const { id, ask } = message;
  const reply: FromExperimentThread = await answer(ask).then(
    (result) => ({ id, result }),
    (thrown: unknown) => ({ id, error: postedError(thrown) }),
  );
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  port.postMessage(reply);
}

/** One after the other: temporary tables have fixed names. */
let before: Promise<void> = Promise.resolve();
port.on('message', (message: ToExperimentThread) => {
  before = before.then(() => handle(message));
});
