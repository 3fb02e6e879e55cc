import { Command } from 'commander';
import { errorOf, messageOf, ShowrunnerError } from '../domain/errors.ts';
import type { OperatorEnd, OperatorRequest } from '../http/index.ts';
import { parseSettings, promoteVersion, runPipeline } from '../pipeline/index.ts';
import { versionBehind } from '../registry/index.ts';
import type { Installation } from '../compose.ts';
import type { Progress } from '../domain/progress.ts';
import { watchParent } from '../supervision/index.ts';
import { catalogueOf } from './ingest.ts';
import { changesOf } from './quarantine.ts';
import type { Schedule } from './roles/settings.ts';
import { settle } from './settle.ts';
import type { Terminal } from './terminal.ts';
import { withInstallation } from './with-installation.ts';

/** What an operation is told besides what was asked: where, and with which settings. */
export interface OperationSettings {
  readonly home: string;
  /** `--set` pairs and contracts of pipeline runs. */
  readonly pipeline: readonly string[];
  readonly contracts: string | null;
  /** How a run is released, and when it is ended. */
  readonly schedule: Pick<Schedule, 'release' | 'timeoutMinutes'>;
}

type Work = (
  installation: Installation,
  asked: OperatorRequest,
  given: OperationSettings & { readonly progress: Progress; readonly stop: AbortSignal },
) => Promise<Readonly<Record<string, unknown>>>;

/**
 * The hidden `operation`: what the control server was asked for, in a process of its own. Sentences
 * go to standard error, how it ended as one line of JSON to standard output.
 */
export const operationCommand = (terminal: Terminal): Command =>
  new Command('operation')
    .description('what the control server was asked for; it starts this')
    .requiredOption('--asked <json>', 'what was asked')
    .requiredOption('--settings <json>', 'where and how')
    .action(async (options: { readonly asked: string; readonly settings: string }) => {
      const asked = JSON.parse(options.asked) as OperatorRequest;
      const settings = JSON.parse(options.settings) as OperationSettings;
      const progress = {
        say: (text: string) => terminal.err(`${text}\n`),
        update: () => undefined,
      };
      const stop = AbortSignal.any([terminal.stop, watchParent()]);
      terminal.out(JSON.stringify(await ended(asked, { ...settings, progress, stop })));
    });

async function ended(asked: OperatorRequest, given: Parameters<Work>[2]): Promise<OperatorEnd> {
  try {
    const result = await withInstallation(given.home, (installation) =>
      WORK[asked.kind](installation, asked, given),
    );
    return { result };
  } catch (thrown) {
    const code = thrown instanceof ShowrunnerError ? thrown.code : 'OPERATION_FAILED';
    return { problem: { code, message: messageOf(thrown) } };
  }
}

const WORK: Readonly<Record<OperatorRequest['kind'], Work>> = {
  promote: async (installation, { actor, reason, request }, { progress, stop }) => {
    const { version = '', ifChampion = null } = request;
    const found = (await versionBehind(installation.metadata, 'champion'))?.version ?? null;
    if (found !== ifChampion)
      throw errorOf('CHAMPION_MOVED', { found: found ?? 'none', expected: ifChampion ?? 'none' });
    progress.say(`The gate looks at ${version}.`);
    const ports = { ...installation, progress, stop };
    return { ...(await promoteVersion(ports, { version, actor, reason })) };
  },
  'replay-quarantine': async (installation, { request: { only } }, { progress }) => {
    const result = await settle(installation, {
      catalogue: await catalogueOf(installation),
      progress,
      ...(only === undefined
        ? {}
        : {
            isWanted: ({ quarantined, pending }) =>
              only === 'pending' ? pending > 0 : only in quarantined,
          }),
    });
    const { segmentCount, settlements } = result;
    return {
      segments: segmentCount,
      settlements: settlements.map(({ id }) => id),
      changes: changesOf(result),
    };
  },
  retrain: async (installation, { reason }, { progress, stop, ...given }) => {
    const { pipeline, contracts, schedule } = given;
    const { dataset, release, stages } = await runPipeline(
      { ...installation, progress, stop },
      {
        settings: parseSettings(pipeline),
        asOfMs: null,
        force: false,
        contracts,
        releaseMode: schedule.release,
        retraining: { because: reason, timeoutMs: schedule.timeoutMinutes * 60_000 },
      },
    );
    const { verdict, champion, challenger, changed } = release;
    return {
      dataset: dataset.id,
      gate: verdict,
      challenger: challenger?.version ?? null,
      champion: champion.version,
      changed,
      stages: stages.map(({ stage }) => stage),
    };
  },
};
