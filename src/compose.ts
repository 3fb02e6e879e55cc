import { readdirSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Provider } from '@openfeature/server-sdk';
import {
  experimentProvider,
  loadOpenFeatureProvider,
  localArtifactStore,
  openDuckDb,
  openFeatureAssigner,
  openSqliteMetadata,
  sqliteDamage,
} from './adapters/index.ts';
import type { Clock } from './domain/clock.ts';
import { codeVersion } from './pipeline/index.ts';
import { runningExperiments, type RunningExperiment } from './rollout/index.ts';
import { openServing, type FollowedSource, type ServingSources } from './serving/index.ts';
import type { ArtifactStore, Home, Metadata, Tables } from './store/index.ts';

/** The ports of one installation, joined to their adapters. */
export interface Installation {
  readonly home: Home;
  readonly artifacts: ArtifactStore;
  readonly tables: Tables;
  readonly metadata: Metadata;
  readonly clock: Clock;
  close(): Promise<void>;
}

/** The machine's clock. */
export const systemClock: Clock = { nowMs: () => Date.now() };

/** Opens the artifact store of a home. */
export const openArtifacts = (home: Home): ArtifactStore => localArtifactStore(home);

/** How much of the machine the table engine may take. */
export interface EngineShare {
  readonly memoryLimitMb: number;
  readonly threadCount: number;
}

/** For commands that read lines: the other core decodes them, and the lines take the memory. */
export const INGEST_SHARE: EngineShare = { memoryLimitMb: 128, threadCount: 1 };

/** Opens a table engine of its own beside that of an installation. @param name tells its scratch folder */
export const openEngine = (
  home: Home,
  { name, ...share }: EngineShare & { readonly name: string },
): Promise<Tables> =>
  openDuckDb({ temporary: join(home.temporary, `duckdb-${name}-${process.pid}`), ...share });

/** Joins ports to adapters: embedded defaults over one home folder. */
export async function openInstallation(
  home: Home,
  share: EngineShare = { memoryLimitMb: 1024, threadCount: availableParallelism() },
): Promise<Installation> {
  removeLeftovers(home);
  const tables = await openDuckDb({
    temporary: join(home.temporary, `duckdb-${process.pid}`),
    ...share,
  });
  const metadata = await openSqliteMetadata(home.database);
  return {
    home,
    artifacts: localArtifactStore(home),
    tables,
    metadata,
    clock: systemClock,
    close: async () => {
      await tables.close();
      await metadata.destroy();
    },
  };
}

/** What is on record in an installation: artifacts and metadata; the table engine when asked for. */
export interface Records {
  readonly home: Home;
  readonly artifacts: ArtifactStore;
  readonly metadata: Metadata;
  /** The table engine, opened for the first who needs it. */
  readonly tables: () => Promise<Tables>;
  close(): Promise<void>;
}

/** For those who look things up beside whoever serves and trains. */
const LOOKING_SHARE: EngineShare = { memoryLimitMb: 256, threadCount: 1 };

/** Opens what is on record in a home. */
export async function openRecords(home: Home): Promise<Records> {
  const metadata = await openSqliteMetadata(home.database);
  let opening: Promise<Tables> | null = null;
  const temporary = join(home.temporary, `duckdb-records-${process.pid}`);
  return {
    home,
    artifacts: localArtifactStore(home),
    metadata,
    tables: () => (opening ??= openDuckDb({ temporary, ...LOOKING_SHARE })),
    close: async () => {
      await (await opening)?.close();
      await metadata.destroy();
    },
  };
}

/** What the metadata database of a home says of its own damage, a sentence each. */
export const databaseDamageOf = async (home: Home): Promise<readonly string[]> =>
  sqliteDamage(home.database);

/** Our experiments as flags for other programs, with the database they are read from. */
export interface ExperimentFlags {
  /** To be given to the OpenFeature SDK. */
  readonly provider: Provider;
  close(): Promise<void>;
}

/** What runs is looked up so often at most. */
const FLAGS_MS = 1_000;

/** Opens the experiments of a home as an OpenFeature provider, a second behind at most. */
export async function openExperimentFlags(
  home: Home,
  clock: Clock = systemClock,
): Promise<ExperimentFlags> {
  const metadata = await openSqliteMetadata(home.database);
  let known = { atMs: -Infinity, running: Promise.resolve<readonly RunningExperiment[]>([]) };
  const provider = experimentProvider(async (experiment) => {
    const nowMs = clock.nowMs();
    if (Math.abs(nowMs - known.atMs) >= FLAGS_MS)
      known = { atMs: nowMs, running: runningExperiments({ metadata }) };
    return (await known.running).find(({ plan }) => plan.name === experiment)?.record ?? null;
  });
  return { provider, close: () => metadata.destroy() };
}

/** Who says the arms of users where records do not. */
export interface AssignmentModule {
  /** A JavaScript module that exports an OpenFeature provider. */
  readonly module: string;
  /** How long a list waits for it. */
  readonly timeoutMs: number;
}

/**
 * Opens what an installation serves from.
 *
 * @param log what histories follow; `null` for the lake alone
 * @param assignment `null`: all users are assigned by hash
 * @throws InputError `ASSIGNMENT_MODULE_INVALID`
 */
export async function servingOf(
  installation: Installation,
  log: FollowedSource | null = null,
  assignment: AssignmentModule | null = null,
): Promise<ServingSources> {
  const assigner =
    assignment === null
      ? null
      : await openFeatureAssigner(await loadOpenFeatureProvider(assignment.module), assignment);
  return openServing(installation, { codeVersion: codeVersion().sources, log, assigner });
}

/** Scratch folders carry their maker's process number; those of dead makers are garbage. */
function removeLeftovers(home: Home): void {
  for (const name of readdirSync(home.temporary)) {
    const pid = Number(/-(\d+)(?:-|$)/.exec(name)?.[1]);
    if (!isRunning(pid)) rmSync(join(home.temporary, name), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code === 'EPERM';
  }
}
