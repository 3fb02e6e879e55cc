import { loadCatalogue, currentSnapshot, type SnapshotContent } from '../../catalogue/index.ts';
import { messageOf, ShowrunnerError } from '../../domain/errors.ts';
import type { ReceiptTrace } from '../../domain/receipt.ts';
import { kernelSettings } from '../../math/kernels/kernel-build.ts';
import { loadModel } from '../../registry/index.ts';
import type { Tables } from '../../store/index.ts';
import { firstItems } from '../first-items.ts';
import { liveCatalogueOf } from '../live-catalogue-of.ts';
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

/**
 * Loads what the trace of a receipt names, every byte held against its hash. What is gone or
 * damaged is told and does without; a damaged model is named.
 */
export async function loadReplayParts(ports: WhyPorts, trace: ReceiptTrace): Promise<LoadedParts> {
  const missing: string[] = [];
  const tell: Tell = (what, thrown) => {
    missing.push(`${what}: ${sentenceOf(thrown)}`);
    return null;
  };
  const models: (PreparedModel | null)[] = [];
  for (const { version, modelId } of trace.models)
    models.push(
      await modelOf(ports, { version, modelId }).catch((thrown: unknown) =>
        tell(`Model ${version} (${modelId.slice(0, 12)})`, thrown),
      ),
    );
  const { catalogue, constant } = await catalogueOf(ports, trace.catalogueId, tell);
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
): Promise<PreparedModel> {
  const { artifact, scorer } = await loadModel(artifacts, modelId);
  const { content } = artifact.manifest;
  return prepareModel({
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
}

/** Notes what could not be loaded. */
type Tell = (what: string, thrown: unknown) => null;

type CatalogueParts = Pick<ReplayParts, 'catalogue' | 'constant'>;

const NO_CATALOGUE: CatalogueParts = { catalogue: null, constant: [] };

/**
 * Where there was no catalogue with items in it, the one in force gave the constant list. Where the
 * one of then is gone, the one in force takes its place, and that is told.
 */
async function catalogueOf(
  { home, artifacts, tables }: WhyPorts,
  id: string | null,
  tell: Tell,
): Promise<CatalogueParts> {
  if (tables === null) return NO_CATALOGUE;
  const ofThen =
    id === null
      ? null
      : await artifacts
          .load<SnapshotContent>('catalogue', id)
          .catch((thrown: unknown) => tell('Catalogue (the one in force is used)', thrown));
  try {
    const snapshot = ofThen ?? (await currentSnapshot(home, artifacts));
    return {
      catalogue:
        id === null || snapshot === null
          ? null
          : liveCatalogueOf(await loadCatalogue(tables, snapshot)),
      constant: await firstItems(tables, snapshot),
    };
  } catch (thrown) {
    tell('Catalogue', thrown);
    return NO_CATALOGUE;
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
