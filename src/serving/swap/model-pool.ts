import type { ModelVersion } from '../../registry/index.ts';
import type { ArtifactStore } from '../../store/index.ts';
import type { ScoringSettings, ScoringStatus } from '../scoring/worker-ranker.ts';
import { loadServed, type LoadedModel } from './load-served.ts';
import { addScoring, NO_SCORING } from './models-status.ts';

/** How models come and go. */
export interface PoolSettings {
  readonly scoring: Partial<ScoringSettings>;
  /** How long a model that no longer serves is kept for the requests that began with it. */
  readonly graceMs: number;
}

/** The models in memory: those in use and those on their way out. */
export class ModelPool {
  readonly #artifacts: ArtifactStore;
  readonly #settings: PoolSettings;
  readonly #loaded = new Map<string, LoadedModel>();
  readonly #leaving = new Map<LoadedModel, NodeJS.Timeout>();
  readonly #ending = new Set<Promise<void>>();
  /** What models that are gone did. */
  #past = NO_SCORING;

  constructor(artifacts: ArtifactStore, settings: PoolSettings) {
    this.#artifacts = artifacts;
    this.#settings = settings;
  }

  /** One that is in memory already, on its way out or not; else read and verified now. */
  async obtain(version: ModelVersion): Promise<LoadedModel> {
    const known = this.#loaded.get(version.version);
    const model = known ?? (await loadServed(this.#artifacts, version, this.#settings.scoring));
    clearTimeout(this.#leaving.get(model));
    this.#leaving.delete(model);
    this.#loaded.set(version.version, model);
    return model;
  }

  /** Lets a model go, once the requests that began with it have ended. */
  release(model: LoadedModel): void {
    const timer = setTimeout(() => this.#end(model), this.#settings.graceMs);
    this.#leaving.set(model, timer.unref());
  }

  /** What a model does now, with the counts of all there were. */
  scoring(now: LoadedModel | null): ScoringStatus {
    const others = [...this.#loaded.values()].filter((model) => model !== now);
    return others
      .map((model) => model.scoring() ?? NO_SCORING)
      .reduce((sum, more) => addScoring(sum, more), addScoring(scoringOf(now), this.#past));
  }

  async close(): Promise<void> {
    for (const model of this.#loaded.values()) this.#end(model);
    await Promise.all(this.#ending);
  }

  #end(model: LoadedModel): void {
    clearTimeout(this.#leaving.get(model));
    this.#leaving.delete(model);
    this.#loaded.delete(model.served.version);
    const ending = model.close().finally(() => {
      this.#past = addScoring(this.#past, scoringOf(model));
      this.#ending.delete(ending);
    });
    this.#ending.add(ending);
  }
}

const scoringOf = (model: LoadedModel | null): ScoringStatus => model?.scoring() ?? NO_SCORING;
