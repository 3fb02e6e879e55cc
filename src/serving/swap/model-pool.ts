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
  readonly #loading = new Map<string, Promise<LoadedModel>>();
  /** How many have each of them. */
  readonly #holders = new Map<LoadedModel, number>();
  readonly #leaving = new Map<LoadedModel, NodeJS.Timeout>();
  readonly #ending = new Set<Promise<void>>();
  /** What models that are gone did. */
  #past = NO_SCORING;

  constructor(artifacts: ArtifactStore, settings: PoolSettings) {
    this.#artifacts = artifacts;
    this.#settings = settings;
  }

  /**
   * One that is in memory already, on its way out or not; else read and verified now, once. Whoever
   * obtains it releases it.
   */
  async obtain(version: ModelVersion): Promise<LoadedModel> {
    const model = this.#loaded.get(version.version) ?? (await this.#load(version));
    clearTimeout(this.#leaving.get(model));
    this.#leaving.delete(model);
    this.#holders.set(model, (this.#holders.get(model) ?? 0) + 1);
    return model;
  }

  /** Gives a model back. When nobody has it, it goes once the requests that began with it have ended. */
  release(model: LoadedModel): void {
    const left = (this.#holders.get(model) ?? 1) - 1;
    this.#holders.set(model, left);
    if (left > 0) return;
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

  /** Two who want the same version at the same time get the same model. */
  #load(version: ModelVersion): Promise<LoadedModel> {
    const name = version.version;
    const under = this.#loading.get(name);
    if (under !== undefined) return under;
    const loading = loadServed(this.#artifacts, version, this.#settings.scoring)
      .then((model) => {
        this.#loaded.set(name, model);
        return model;
      })
      .finally(() => this.#loading.delete(name));
    this.#loading.set(name, loading);
    return loading;
  }

  #end(model: LoadedModel): void {
    clearTimeout(this.#leaving.get(model));
    this.#leaving.delete(model);
    this.#loaded.delete(model.served.version);
    this.#holders.delete(model);
    const ending = model.close().finally(() => {
      this.#past = addScoring(this.#past, scoringOf(model));
      this.#ending.delete(ending);
    });
    this.#ending.add(ending);
  }
}

const scoringOf = (model: LoadedModel | null): ScoringStatus => model?.scoring() ?? NO_SCORING;
