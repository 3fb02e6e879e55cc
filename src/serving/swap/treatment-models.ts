import { requireVersion } from '../../registry/index.ts';
import type { ServingPorts } from '../serving-ports.ts';
import type { ServedModel } from '../served-model.ts';
import { troubleOf } from '../trouble.ts';
import type { Comparison } from './compare-answers.ts';
import type { LoadedModel } from './load-served.ts';
import type { ModelPool } from './model-pool.ts';
import { retryLater, type RetryLater } from './retry-later.ts';

/** What the models of treatments are loaded with. */
export interface TreatmentParts {
  readonly metadata: ServingPorts['metadata'];
  readonly pool: ModelPool;
  /** Tries it as a champion is tried. Rejects when it must not serve. */
  readonly tryOut: (model: LoadedModel) => Promise<Comparison>;
}

/** The models that experiments serve beside the champion, by version. */
export class TreatmentModels {
  readonly #parts: TreatmentParts;
  readonly #models = new Map<string, LoadedModel>();
  readonly #trials = new WeakMap<LoadedModel, Comparison>();
  readonly #failed = new Map<string, { readonly retries: RetryLater; trouble: string | null }>();

  constructor(parts: TreatmentParts) {
    this.#parts = parts;
  }

  /** The model of a version, `null` while it is not loaded. */
  get(version: string): ServedModel | null {
    return this.#models.get(version)?.served ?? null;
  }

  /** Those that are loaded. */
  loaded(): readonly LoadedModel[] {
    return [...this.#models.values()];
  }

  has(model: LoadedModel): boolean {
    return this.#models.get(model.served.version) === model;
  }

  /** How its trial came out; `null` for one that is none of these. */
  trialOf(model: LoadedModel): Comparison | null {
    return this.has(model) ? (this.#trials.get(model) ?? null) : null;
  }

  /** Loads what is wanted and lets the rest go. What cannot be loaded is told in `troubles`. */
  async follow(wanted: ReadonlySet<string>): Promise<void> {
    for (const version of this.#failed.keys())
      if (!wanted.has(version)) this.#failed.delete(version);
    for (const [version, model] of this.#models)
      if (!wanted.has(version)) {
        this.#models.delete(version);
        this.#parts.pool.release(model);
      }
    for (const version of wanted) if (!this.#models.has(version)) await this.#load(version);
  }

  troubles(): readonly string[] {
    return [...this.#failed.values()].flatMap(({ trouble }) => trouble ?? []);
  }

  async #load(version: string): Promise<void> {
    const failure = this.#failed.get(version) ?? { retries: retryLater(), trouble: null };
    if (failure.retries.isTooEarly(version)) return;
    const { metadata, pool, tryOut } = this.#parts;
    let model: LoadedModel | null = null;
    try {
      model = await pool.obtain(await requireVersion(metadata, version));
      this.#trials.set(model, await tryOut(model));
      this.#models.set(version, model);
      this.#failed.delete(version);
    } catch (thrown) {
      if (model !== null) pool.release(model);
      failure.retries.failed(version);
      failure.trouble = troubleOf(`The model ${version} of an experiment`, thrown);
      this.#failed.set(version, failure);
    }
  }
}
