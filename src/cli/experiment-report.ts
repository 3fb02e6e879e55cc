import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import type { Json } from '../domain/canonical-json.ts';
import {
  currentFacts,
  experimentPage,
  experimentReport,
  experimentText,
  userGroups,
  logNow,
  type ExperimentReport,
} from '../monitoring/index.ts';
import {
  decisionsOf,
  experimentFolder,
  loadFacts,
  requireExperiment,
  stepVersions,
  type Experiment,
  type GatheredFacts,
  type KeptDecision,
} from '../rollout/index.ts';
import type { Installation } from '../compose.ts';
import { writeFileDurably } from '../store/index.ts';
import { command, perform, type CommonOptions } from './command.ts';
import type { Terminal } from './terminal.ts';
import { withInstallation } from './with-installation.ts';

/** `showrunner experiment report`: the whole story as JSON, page and text. */
export const reportExperimentCommand = (terminal: Terminal): Command =>
  command('report', 'what came of an experiment so far: effect, interval, guardrails, verdict')
    .argument('<name>', 'name of the experiment')
    .action((name: string, options: CommonOptions) =>
      perform(terminal, options, (io) =>
        withInstallation(io.homePath, async (installation) => {
          const report = await reportOf(installation, name);
          const folder = experimentFolder(installation.home, name);
          mkdirSync(folder, { recursive: true });
          const page = join(folder, 'experiment.html');
          writeFileDurably(page, experimentPage(report));
          writeFileDurably(join(folder, 'experiment.txt'), experimentText(report));
          writeFileDurably(join(folder, 'experiment.json'), `${JSON.stringify(report, null, 2)}\n`);
          io.result(
            report as unknown as Json,
            `${experimentText(report).trimEnd()}\nThe page: ${page}`,
          );
        }),
      ),
    );

/** Makes the report from the latest facts: of this moment while it runs, those kept last after. */
export async function reportOf(
  installation: Installation,
  name: string,
): Promise<ExperimentReport> {
  const experiment = await requireExperiment(installation.metadata, name);
  const decisions = await decisionsOf(installation.metadata, name);
  const log = await logNow(installation.artifacts);
  const facts = await factsOf(installation, experiment, decisions);
  const begunMs = (await stepVersions(installation.metadata, name))[0]?.logMs ?? 0;
  const users = facts.at(-1)?.outcomes.map(({ userId }) => userId) ?? [];
  return experimentReport({
    plan: experiment.plan,
    status: experiment.status,
    atMs: facts.at(-1)?.nowMs ?? log.reachMs ?? 0,
    decisions,
    facts,
    segments: await userGroups(installation, users, { log, beforeMs: begunMs }),
  });
}

/** The latest facts of each step. */
async function factsOf(
  installation: Installation,
  experiment: Experiment,
  decisions: readonly KeptDecision[],
): Promise<GatheredFacts[]> {
  const { name, plan, step, status } = experiment;
  const now =
    status === 'running' && plan.kind !== 'shadow'
      ? await currentFacts(installation, experiment)
      : null;
  const last = new Map(decisions.map((decision) => [decision.step, decision.factsId]));
  if (now !== null) last.delete(step);
  const kept = [...last.values()].map((id) => loadFacts(installation.home, name, id).facts);
  return now === null ? kept : [...kept, now];
}
