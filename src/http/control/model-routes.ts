import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { errorOf } from '../../domain/errors.ts';
import { knownBehaviour } from '../../pipeline/index.ts';
import {
  listVersions,
  requireVersion,
  rollBack,
  versionBehind,
  versionToRollBackTo,
  VERDICT,
  verdictOf,
  type ModelContent,
  type ModelVersion,
} from '../../registry/index.ts';
import { evaluationOf, parseJudgement } from '../control-judgement.ts';
import { addControlRoute } from './add-control-route.ts';
import type { ControlParts } from './control-parts.ts';
import { MODEL_CONTRACTS } from './contracts/models.ts';
import { pageOf } from './cursors.ts';
import { toldEntry } from './operation-routes.ts';
import { onceKeyIn, type Operations } from './operations.ts';

/** What `model.json` says besides the content of the artifact. */
const ABOUT = z.object({
  trainSeconds: z.number().nullable().catch(null),
  tensorBytes: z.number().nullable().catch(null),
  curve: z.array(z.object({ epoch: z.number(), loss: z.number() })).catch([]),
  code: z.unknown(),
});
const MOVE = z.object({
  alias: z.string(),
  from: z.string().nullable(),
  to: z.string(),
  because: z.union([z.string().transform((words) => [words]), z.array(z.string())]).catch([]),
});

/** Adds the registry: versions, who serves, and how that changes. */
export function addModelRoutes(
  app: FastifyInstance,
  parts: ControlParts,
  operations: Operations,
): void {
  const { metadata } = parts;
  addControlRoute(app, MODEL_CONTRACTS.models, async ({ query }) => {
    const all = (await listVersions(metadata)).reverse();
    const fitting = all.filter(
      ({ family }) => query.family === undefined || family === query.family,
    );
    const { entries, next } = pageOf(fitting, query, ({ version }) => version);
    return {
      champion: (await versionBehind(metadata, 'champion'))?.version ?? null,
      baseline: (await versionBehind(metadata, 'baseline'))?.version ?? null,
      previousChampion: await versionToRollBackTo(metadata),
      families: [...new Set(all.map(({ family }) => family))].sort(),
      total: fitting.length,
      models: await Promise.all(entries.map((version) => summaryOf(parts, version))),
      next,
    };
  });
  addControlRoute(app, MODEL_CONTRACTS.model, async ({ params: { family, number } }) =>
    wholeOf(parts, await requireVersion(metadata, `${family}/${number}`)),
  );
  addChangeRoutes(app, parts, operations);
}

function addChangeRoutes(app: FastifyInstance, parts: ControlParts, operations: Operations): void {
  const { metadata, clock } = parts;
  addControlRoute(app, MODEL_CONTRACTS.promote, async ({ body, caller, headers }) => {
    const { version, reason, ifChampion } = body;
    await requireVersion(metadata, version);
    await requireChampion(parts, ifChampion);
    return operations.start({
      kind: 'promote',
      actor: caller.actor,
      reason,
      request: { version, ...(ifChampion === null ? {} : { ifChampion }) },
      key: onceKeyIn(headers),
    });
  });
  addControlRoute(app, MODEL_CONTRACTS.rollback, async ({ body, caller }) => {
    await requireChampion(parts, body.ifChampion);
    return rollBack({ metadata, clock }, { actor: caller.actor, because: body.reason });
  });
  addControlRoute(app, MODEL_CONTRACTS.retrain, ({ body, caller, headers }) =>
    operations.start({
      kind: 'retrain',
      actor: caller.actor,
      reason: body.reason,
      request: {},
      key: onceKeyIn(headers),
    }),
  );
}

/** @throws ConflictError `CHAMPION_MOVED` */
async function requireChampion({ metadata }: ControlParts, expected: string | null): Promise<void> {
  const found = (await versionBehind(metadata, 'champion'))?.version ?? null;
  if (found === expected) return;
  throw errorOf('CHAMPION_MOVED', { found: found ?? 'none', expected: expected ?? 'none' });
}

async function summaryOf(parts: ControlParts, version: ModelVersion) {
  const rows = await parts.metadata
    .selectFrom('aliases')
    .select('alias')
    .where('version', '=', version.version)
    .execute();
  const text = await fileOf(parts, version.modelId, 'evaluation.json');
  const judgement = text === null ? null : parseJudgement(text);
  const { family, number, modelId, datasetId, runId, createdAt } = version;
  return {
    version: version.version,
    family,
    number,
    modelId,
    datasetId,
    runId,
    createdAt,
    aliases: (['champion', 'baseline'] as const).filter((name) =>
      rows.some(({ alias }) => alias === name),
    ),
    evaluation: judgement === null ? null : evaluationOf(judgement),
  };
}

async function wholeOf(parts: ControlParts, version: ModelVersion) {
  const { manifest } = await parts.artifacts.load<ModelContent>('model', version.modelId);
  const { recipe, seed, asOfMs, itemCount } = manifest.content;
  const about = ABOUT.parse(
    JSON.parse((await fileOf(parts, version.modelId, 'model.json')) ?? '{}'),
  );
  const judgement = await fileOf(parts, version.modelId, 'evaluation.json');
  const history = await historyOf(parts, version.version);
  return {
    ...(await summaryOf(parts, version)),
    recipe: { family: recipe.family, configuration: { ...recipe.configuration } },
    seed,
    asOf: new Date(asOfMs).toISOString(),
    items: itemCount,
    sizeBytes: about.tensorBytes,
    trainSeconds: about.trainSeconds,
    code: about.code ?? null,
    curve: about.curve,
    card: (await fileOf(parts, version.modelId, 'card.md')) ?? '',
    judgement: judgement === null ? null : (JSON.parse(judgement) as unknown),
    gate: gateOf(history, version.version),
    behaviour: await knownBehaviour(parts.metadata, version),
    history,
  };
}

/** A file of a model; `null` where model or file are gone. */
async function fileOf(
  { artifacts }: ControlParts,
  modelId: string,
  name: string,
): Promise<string | null> {
  if (!(await artifacts.ids('model')).includes(modelId)) return null;
  const { folder } = await artifacts.load<ModelContent>('model', modelId);
  try {
    return readFileSync(join(folder, name), 'utf8');
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw thrown;
  }
}

type History = ReturnType<typeof toldEntry>[];

/** Rows of the audit trail that name a version, the latest first. */
async function historyOf({ metadata }: ControlParts, version: string): Promise<History> {
  const rows = await metadata
    .selectFrom('audit')
    .selectAll()
    .where('details', 'like', `%${JSON.stringify(version)}%`)
    .orderBy('entry', 'desc')
    .limit(50)
    .execute();
  return rows.map(toldEntry);
}

/** What the gate said: when it let the version pass, or kept it from becoming champion. */
function gateOf(history: History, version: string) {
  for (const { at, action, details } of history) {
    if (action === 'promote-failed') {
      const refused = REFUSED.safeParse(details).data;
      if (refused !== undefined) return { promote: false, reasons: [refused.problem.message], at };
    }
    const verdict = action === VERDICT ? verdictOf(details) : undefined;
    if (verdict?.version === version)
      return { promote: verdict.passed, reasons: verdict.because, at };
    const move = action === 'promote' ? MOVE.safeParse(details).data : undefined;
    if (move !== undefined && move.alias === 'champion' && move.to === version)
      return { promote: true, reasons: move.because, at };
  }
  return null;
}

const REFUSED = z.object({
  problem: z.object({ code: z.literal('GATE_HOLDS'), message: z.string() }),
});
