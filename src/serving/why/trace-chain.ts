import type { Json } from '../../domain/canonical-json.ts';
import type { DatasetContent } from '../../datasets/index.ts';
import { messageOf, ShowrunnerError } from '../../domain/errors.ts';
import type { Receipt } from '../../domain/receipt.ts';
import type { SegmentContent } from '../../ingest/index.ts';
import type { ModelContent } from '../../registry/index.ts';
import type { ArtifactStore, Metadata } from '../../store/index.ts';

/** What a list came from, from the model down to the lines of the log. */
export interface Chain {
  /** `null` for a list that no model made, or when the model is gone. */
  readonly model: {
    readonly id: string;
    readonly version: string | null;
    readonly recipe: Json;
    readonly seed: number;
    /** Last instant it knows of, ISO 8601. */
    readonly asOf: string;
    /** Arithmetic that trained it. */
    readonly kernels: string;
    /** Sources, commit, lockfile and runtime of the training, as it noted them. */
    readonly code: Json;
  } | null;
  readonly run: {
    readonly id: string;
    readonly stage: string | null;
    readonly startedAt: string | null;
  } | null;
  readonly dataset: {
    readonly id: string;
    readonly asOf: string;
    readonly catalogue: string | null;
    readonly lines: number;
  } | null;
  /** Segments whose lines the dataset has. */
  readonly segments: readonly {
    readonly id: string;
    readonly source: string;
    readonly partition: number;
    readonly from: number;
    readonly to: number;
  }[];
  /** What served. */
  readonly serving: {
    readonly sources: string;
    readonly runtime: string | null;
    readonly kernelBuild: string | null;
    readonly rules: string | null;
    readonly catalogue: string | null;
  };
  /** Links that cannot be followed any more, in sentences. */
  readonly broken: readonly string[];
}

/** What the chain is followed in. */
export interface ChainPorts {
  readonly artifacts: ArtifactStore;
  readonly metadata: Metadata;
}

/** Follows what made a list, link by link; a link that is gone is told, and those after it too. */
export async function traceChain(
  { artifacts, metadata }: ChainPorts,
  receipt: Receipt,
): Promise<Chain> {
  const broken: string[] = [];
  const attempt = async <T>(what: string, load: () => Promise<T>): Promise<T | null> =>
    load().catch((thrown: unknown) => {
      const code = thrown instanceof ShowrunnerError ? thrown.code : messageOf(thrown);
      broken.push(`${what} cannot be read (${code}).`);
      return null;
    });
  const { modelId, datasetId, trace } = receipt;
  const model =
    modelId === null
      ? null
      : await attempt(`Model ${modelId.slice(0, 12)}`, () =>
          artifacts.load<ModelContent>('model', modelId),
        );
  const dataset =
    datasetId === null
      ? null
      : await attempt(`Dataset ${datasetId.slice(0, 12)}`, () =>
          artifacts.load<DatasetContent>('dataset', datasetId),
        );
  const lines = dataset?.manifest.content.lines ?? [];
  return {
    model:
      model === null
        ? null
        : {
            id: model.id,
            version: receipt.modelVersion,
            recipe: model.manifest.content.recipe,
            seed: model.manifest.content.seed,
            asOf: isoOf(model.manifest.content.asOfMs),
            kernels: model.manifest.content.kernels,
            code: model.manifest.info['code'] ?? null,
          },
    run: modelId === null ? null : await runOf(metadata, modelId),
    dataset:
      dataset === null
        ? null
        : {
            id: dataset.id,
            asOf: isoOf(dataset.manifest.content.asOfMs),
            catalogue: dataset.manifest.content.catalogue,
            lines: lines.reduce((sum, { from, to }) => sum + to - from, 0),
          },
    segments: (await attempt('The lake', () => segmentsOf(artifacts, lines))) ?? [],
    serving: {
      sources: receipt.codeVersion,
      runtime: trace?.runtime ?? null,
      kernelBuild: trace?.kernelBuild ?? null,
      rules: trace?.rulesId ?? null,
      catalogue: trace?.catalogueId ?? null,
    },
    broken,
  };
}

async function runOf(metadata: Metadata, modelId: string): Promise<Chain['run']> {
  const version = await metadata
    .selectFrom('model_versions')
    .select('run_id')
    .where('model_id', '=', modelId)
    .executeTakeFirst();
  if (version === undefined) return null;
  const run = await metadata
    .selectFrom('runs')
    .select(['stage', 'started_at'])
    .where('run_id', '=', version.run_id)
    .executeTakeFirst();
  return { id: version.run_id, stage: run?.stage ?? null, startedAt: run?.started_at ?? null };
}

async function segmentsOf(
  artifacts: ArtifactStore,
  lines: DatasetContent['lines'],
): Promise<Chain['segments']> {
  if (lines.length === 0) return [];
  const segments = await artifacts.list<SegmentContent>('segment');
  return segments
    .map(({ id, manifest: { content } }) => ({
      id,
      source: content.source,
      partition: content.partition,
      from: content.from,
      to: content.to,
    }))
    .filter((segment) =>
      lines.some(
        (range) =>
          range.source === segment.source &&
          range.partition === segment.partition &&
          range.from < segment.to &&
          segment.from < range.to,
      ),
    )
    .sort((a, b) => a.partition - b.partition || a.from - b.from);
}

const isoOf = (ms: number): string => new Date(ms).toISOString();
