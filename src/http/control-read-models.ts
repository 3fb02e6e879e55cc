import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { latestVerdict, versionBehind, type Alias, type ModelContent } from '../registry/index.ts';
import type { ArtifactStore, Metadata } from '../store/index.ts';
import { evaluationOf, parseJudgement } from './control-judgement.ts';
import type { ModelsStatus } from './control-status.ts';

type Change = NonNullable<ModelsStatus['lastChange']>;

const MOVE = z.object({
  alias: z.string(),
  from: z.string().nullable(),
  to: z.string(),
  because: z.union([z.string().transform((words) => [words]), z.array(z.string())]).catch([]),
});

/** How many audit rows are looked through for the champion's latest change. */
const AUDIT_ROWS = 50;

/** Reads who serves, since when, and what was found when it was judged. */
export function modelsReader(
  metadata: Metadata,
  artifacts: ArtifactStore,
): () => Promise<ModelsStatus> {
  const evaluations = new Map<string, ModelsStatus['evaluation']>();
  const evaluationOfModel = async (modelId: string): Promise<ModelsStatus['evaluation']> => {
    const known = evaluations.get(modelId);
    if (known !== undefined) return known;
    const { folder } = await artifacts.load<ModelContent>('model', modelId);
    const judgement = parseJudgement(readFileSync(join(folder, 'evaluation.json'), 'utf8'));
    const found = judgement === null ? null : evaluationOf(judgement);
    evaluations.set(modelId, found);
    return found;
  };
  return async () => {
    const champion = await modelBehind(metadata, 'champion');
    return {
      versions: await versionCount(metadata),
      champion,
      baseline: await modelBehind(metadata, 'baseline'),
      evaluation: champion === null ? null : await evaluationOfModel(champion.modelId),
      gate: await latestGate(metadata),
      lastChange: await lastChange(metadata),
    };
  };
}

async function modelBehind(metadata: Metadata, alias: Alias): Promise<ModelsStatus['champion']> {
  const version = await versionBehind(metadata, alias);
  if (version === null) return null;
  const { since } = await metadata
    .selectFrom('aliases')
    .select('since')
    .where('alias', '=', alias)
    .executeTakeFirstOrThrow();
  const { family, modelId, datasetId, createdAt } = version;
  return { version: version.version, family, modelId, datasetId, trainedAt: createdAt, since };
}

async function versionCount(metadata: Metadata): Promise<number> {
  const { n } = await metadata
    .selectFrom('model_versions')
    .select((e) => e.fn.countAll().as('n'))
    .executeTakeFirstOrThrow();
  return Number(n);
}

async function latestGate(metadata: Metadata): Promise<ModelsStatus['gate']> {
  const row = await metadata
    .selectFrom('stage_results')
    .select(['result', 'made_at'])
    .where('stage', '=', 'evaluate')
    .orderBy('made_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  const judgement = row === undefined ? null : parseJudgement(row.result);
  if (row === undefined || judgement === null) return null;
  const challenger = judgement.challenger?.family ?? null;
  const verdict = await latestVerdict(metadata);
  return {
    judgedAt: row.made_at,
    challenger,
    judgedUsers: judgement.judgedUsers,
    impossible: judgement.impossible,
    againstPopularity: judgement.againstPopularity,
    passed: challenger !== null && verdict?.passed === true,
    heldFor: verdict?.heldFor ?? null,
  };
}

async function lastChange(metadata: Metadata): Promise<Change | null> {
  const rows = await metadata
    .selectFrom('audit')
    .selectAll()
    .where('action', 'in', ['promote', 'rollback'])
    .orderBy('entry', 'desc')
    .limit(AUDIT_ROWS)
    .execute();
  for (const { at, actor, action, details } of rows) {
    const move = MOVE.safeParse(JSON.parse(details));
    if (!move.success || move.data.alias !== 'champion') continue;
    const { from, to, because } = move.data;
    return { at, action, actor, from, to, because };
  }
  return null;
}
