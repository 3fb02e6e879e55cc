import { loadCatalogue, currentSnapshot, type Snapshot } from '../../catalogue/index.ts';
import { messageOf, ShowrunnerError } from '../../domain/errors.ts';
import type { ReceiptTrace } from '../../domain/receipt.ts';
import { kernelSettings } from '../../math/kernels/kernel-build.ts';
import { loadModel } from '../../registry/index.ts';
import { firstItems } from '../first-items.ts';
import { liveCatalogueOf } from '../live-catalogue-of.ts';
import { localRanker } from '../local-ranker.ts';
import type { ServingPorts } from '../open-serving.ts';
import { prepareModel, type PreparedModel } from '../prepared-model.ts';
import { loadKeptRules } from '../rules/kept-rules.ts';
import { NO_RULES } from '../rules/parse-rules.ts';
import type { RuleSet } from '../rules/rule-set.ts';
import type { ReplayParts } from './replay-receipt.ts';

/** What is loaded to make a list again, and what could not be, in sentences. */
export interface LoadedParts {
  readonly parts: ReplayParts;
  readonly missing: readonly string[];
}

/**
 * Loads what the trace of a receipt names, every byte held against its hash. What is gone or
 * damaged is told and does without; a damaged model is named.
 */
export async function loadReplayParts(
  ports: ServingPorts,
  trace: ReceiptTrace,
): Promise<LoadedParts> {
  const missing: string[] = [];
  const tell = (what: string, thrown: unknown): null => {
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
  const snapshot = await snapshotOf(ports, trace.catalogueId).catch((thrown: unknown) =>
    tell('Catalogue', thrown),
  );
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
      catalogue:
        trace.catalogueId === null || snapshot === null
          ? null
          : liveCatalogueOf(await loadCatalogue(ports.tables, snapshot)),
      rules: rulesOf(ports, trace.rulesId, tell) ?? NO_RULES,
      constant: await firstItems(ports.tables, snapshot),
      exact,
    },
    missing,
  };
}

async function modelOf(
  { artifacts }: ServingPorts,
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

/** Without a catalogue then, the one in force still gave the constant list. */
const snapshotOf = async (
  { home, artifacts }: ServingPorts,
  id: string | null,
): Promise<Snapshot | null> =>
  id === null ? currentSnapshot(home, artifacts) : artifacts.load('catalogue', id);

function rulesOf(
  { home }: ServingPorts,
  id: string | null,
  tell: (what: string, thrown: unknown) => null,
): RuleSet | null {
  if (id === null) return null;
  try {
    return loadKeptRules(home, id);
  } catch (thrown) {
    return tell('Rules', thrown);
  }
}

const sentenceOf = (thrown: unknown): string =>
  thrown instanceof ShowrunnerError ? `${thrown.message} [${thrown.code}]` : messageOf(thrown);
