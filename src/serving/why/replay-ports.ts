import {
  loadItems,
  currentSnapshot,
  type Snapshot,
  type SnapshotContent,
} from '../../catalogue/index.ts';
import { messageOf, ShowrunnerError } from '../../domain/errors.ts';
import type { ReceiptTrace } from '../../domain/receipt.ts';
import { kernelSettings } from '../../math/kernels/kernel-build.ts';
import { loadModel } from '../../registry/index.ts';
import type { Tables } from '../../store/index.ts';
import { firstItems } from '../first-items.ts';
import { itemFacts } from '../item-facts.ts';
import { localRanker } from '../local-ranker.ts';
import type { ServingPorts } from '../serving-ports.ts';
import { prepareModel, type PreparedModel } from '../prepared-model.ts';
import { loadKeptRules } from '../rules/kept-rules.ts';
import { NO_RULES } from '../rules/parse-rules.ts';
import type { RuleSet } from '../rules/rule-set.ts';
import type { ReplayParts } from './replay-receipt.ts';

/** Where the artifacts of a receipt are read; without tables there is no catalogue, so no replay. */
export type WhyPorts = Omit<ServingPorts, 'tables'> & { readonly tables: Tables | null };

/** What is loaded to make a list again, and what could not be, in sentences. */
export interface LoadedParts {
  readonly parts: ReplayParts;
  readonly missing: readonly string[];
}

/** What was loaded for one receipt and is of use for the next: artifacts never change. */
export interface ReplayMemory {
  readonly models: Map<string, PreparedModel>;
  readonly catalogues: Map<string, Loaded>;
}

export const emptyMemory = (): ReplayMemory => ({ models: new Map(), catalogues: new Map() });

/**
 * Loads what the trace of a receipt names, every byte held against its hash. What is gone or
 * damaged is told and does without; a damaged model is named.
 */
export async function loadReplayParts(
  ports: WhyPorts,
  trace: ReceiptTrace,
  memory: ReplayMemory = emptyMemory(),
): Promise<LoadedParts> {
  const missing: string[] = [];
  const tell: Tell = (what, thrown) => {
    missing.push(`${what}: ${sentenceOf(thrown)}`);
    return null;
  };
  const models: (PreparedModel | null)[] = [];
  for (const { version, modelId } of trace.models)
    models.push(
      await modelOf(ports, { version, modelId }, memory).catch((thrown: unknown) =>
        tell(`Model ${version} (${modelId.slice(0, 12)})`, thrown),
      ),
    );
  const { catalogue, constant } = await catalogueOf(ports, trace.catalogueId, { tell, memory });
  const { build } = kernelSettings();
  const exact = trace.kernelBuild === null || trace.kernelBuild === build;
  if (!exact)
    missing.push(
      `Kernels: the list was scored with the ${trace.kernelBuild} build and is scored with ${build} now, so last bits may differ; set SHOWRUNNER_KERNELS=${trace.kernelBuild} for the same.`,
    );
  if (trace.seenOmitted !== undefined)
    missing.push(`Seen items: ${trace.seenOmitted} that the receipt has no room for.`);
  return {
    parts: {
      models,
      catalogue,
      rules: rulesOf(ports, trace.rulesId, tell) ?? NO_RULES,
      constant,
      exact,
    },
    missing,
  };
}

async function modelOf(
  { artifacts }: WhyPorts,
  { version, modelId }: { readonly version: string; readonly modelId: string },
  { models }: ReplayMemory,
): Promise<PreparedModel> {
  const known = models.get(modelId);
  if (known !== undefined) return known;
  const { artifact, scorer } = await loadModel(artifacts, modelId);
  const { content } = artifact.manifest;
  const model = prepareModel({
    version,
    modelId,
    datasetId: content.dataset,
    asOfMs: content.asOfMs,
    family: content.recipe.family,
    kernelBuild: kernelSettings().build,
    itemIds: scorer.itemIds,
    personal: scorer.personal,
    ranker: localRanker(scorer),
  });
  models.set(modelId, model);
  return model;
}

/** Notes what could not be loaded. */
type Tell = (what: string, thrown: unknown) => null;

/** A catalogue as it was, and the constant list that it gave. */
type Loaded = Pick<ReplayParts, 'catalogue' | 'constant'>;

const NOTHING: Loaded = { catalogue: null, constant: [] };

/**
 * Where there was no catalogue with items in it, the one in force gave the constant list. Where the
 * one of then is gone, the one in force takes its place, and that is told.
 */
async function catalogueOf(
  ports: WhyPorts,
  id: string | null,
  { tell, memory }: { readonly tell: Tell; readonly memory: ReplayMemory },
): Promise<Loaded> {
  const { home, artifacts, tables } = ports;
  if (tables === null) return NOTHING;
  try {
    const current = (): Promise<Snapshot | null> => currentSnapshot(home, artifacts);
    if (id === null)
      return { catalogue: null, constant: await firstItems(tables, await current()) };
    const known = memory.catalogues.get(id);
    if (known !== undefined) return known;
    const ofThen = await artifacts
      .load<SnapshotContent>('catalogue', id)
      .catch((thrown: unknown) => tell('Catalogue (the one in force is used)', thrown));
    const snapshot = ofThen ?? (await current());
    if (snapshot === null) return NOTHING;
    const loaded = {
      catalogue: itemFacts(snapshot.id, await loadItems(tables, snapshot)),
      constant: await firstItems(tables, snapshot),
    };
    if (ofThen !== null) memory.catalogues.set(id, loaded);
    return loaded;
  } catch (thrown) {
    tell('Catalogue', thrown);
    return NOTHING;
  }
}

function rulesOf({ home }: WhyPorts, id: string | null, tell: Tell): RuleSet | null {
  if (id === null) return null;
  try {
    return loadKeptRules(home, id);
  } catch (thrown) {
    return tell('Rules', thrown);
  }
}

const sentenceOf = (thrown: unknown): string =>
  thrown instanceof ShowrunnerError ? `${thrown.message} [${thrown.code}]` : messageOf(thrown);
