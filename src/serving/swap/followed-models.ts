import { versionBehind, type ModelVersion } from '../../registry/index.ts';
import { runningExperiments } from '../../rollout/index.ts';
import type { CatalogueSource } from '../live-catalogue.ts';
import type { ModelSource, ServedModel } from '../served-model.ts';
import type { ServingPorts } from '../serving-ports.ts';
import { troubleOf } from '../trouble.ts';
import type { Comparison } from './compare-answers.ts';
import { lastGoodChampion } from './last-good-champion.ts';
import type { LoadedModel } from './load-served.ts';
import { ModelPool, type PoolSettings } from './model-pool.ts';
import type { ModelsStatus, SwapRecord } from './models-status.ts';
import { retryLater } from './retry-later.ts';
import { TreatmentModels } from './treatment-models.ts';
import { tryChampion } from './try-champion.ts';

/** How models are loaded, swapped and released. */
export interface FollowModelsOptions extends Partial<PoolSettings> {
  /** Told of every change of champions, and of every one that was refused. */
  readonly onSwap?: (swap: SwapRecord) => void;
}

const DEFAULTS: PoolSettings = { scoring: {}, graceMs: 2_000 };
type Role = 'champion' | 'baseline';

/**
 * Keeps champion and baseline as the registry names them. Another champion is loaded beside the
 * one that serves, its bytes verified, asked until it is warm, and compared with the serving one on
 * the requests of the last moments; only then it takes its place, between two requests. The old one
 * answers what began with it, then gives back memory and threads. One that breaks the contract of
 * lists, has no finite scores or gives empty lists does not serve, and `troubles` says so. Where
 * nothing serves yet the last champion before it stands in, until the registered one can be loaded.
 *
 * Versions that running experiments serve are loaded and tried in the same way, beside both; one
 * that is promoted is there already.
 */
export class FollowedModels implements ModelSource {
  readonly #ports: Pick<ServingPorts, 'artifacts' | 'metadata'>;
  readonly #catalogue: CatalogueSource;
  readonly #pool: ModelPool;
  readonly #treatments: TreatmentModels;
  readonly #onSwap: (swap: SwapRecord) => void;
  readonly #serving: Record<Role, LoadedModel | null> = { champion: null, baseline: null };
  readonly #troubles: Record<Role, string | null> = { champion: null, baseline: null };
  readonly #retries = { champion: retryLater(), baseline: retryLater() };
  #prepare: (model: ServedModel) => Promise<void> = async () => undefined;
  /** The champion before that answers in place of one that cannot be loaded. */
  #standIn: LoadedModel | null = null;
  #datasetId: string | null = null;
  #loading: string | null = null;
  #counts = { swaps: 0, refusals: 0 };
  #last: SwapRecord | null = null;

  constructor(
    ports: Pick<ServingPorts, 'artifacts' | 'metadata'>,
    catalogue: CatalogueSource,
    { onSwap = () => undefined, ...settings }: FollowModelsOptions,
  ) {
    this.#ports = ports;
    this.#catalogue = catalogue;
    this.#pool = new ModelPool(ports.artifacts, { ...DEFAULTS, ...settings });
    this.#onSwap = onSwap;
    this.#treatments = new TreatmentModels({
      metadata: ports.metadata,
      pool: this.#pool,
      tryOut: (model) => this.#try(model),
    });
  }

  champion(): ServedModel | null {
    return this.#serving.champion?.served ?? null;
  }

  baseline(): ServedModel | null {
    return this.#serving.baseline?.served ?? null;
  }

  /** The model that an experiment serves in the champion's place; `null` while it is not loaded. */
  treatment(version: string): ServedModel | null {
    return this.#treatments.get(version);
  }

  /** The dataset whose histories go with them. */
  datasetId(): string | null {
    return this.#datasetId;
  }

  /** Looks who is champion and baseline and follows. What fails is told in `troubles`. */
  async refresh(): Promise<void> {
    const champion = await versionBehind(this.#ports.metadata, 'champion');
    const baseline = await versionBehind(this.#ports.metadata, 'baseline');
    this.#datasetId = baseline?.datasetId ?? champion?.datasetId ?? null;
    await this.#follow('baseline', baseline);
    await this.#follow('champion', champion);
  }

  /** Loads what experiments serve, beside `refresh`: no rollback waits until a treatment is loaded. */
  async refreshTreatments(): Promise<void> {
    const running = await runningExperiments(this.#ports);
    const wanted = running.flatMap(({ record }) => record?.arms ?? []);
    await this.#treatments.follow(new Set(wanted.flatMap(({ serves }) => serves ?? [])));
  }

  /** Has something done with the models loaded now, and with each later one before it serves. */
  async beforeServing(prepare: (model: ServedModel) => Promise<void>): Promise<void> {
    this.#prepare = prepare;
    const { champion, baseline } = this.#serving;
    for (const model of new Set([champion, baseline, ...this.#treatments.loaded()]))
      if (model !== null) await prepare(model.served);
  }

  status(): ModelsStatus {
    const scoring = this.#pool.scoring(this.#serving.champion);
    return { loading: this.#loading, ...this.#counts, last: this.#last, scoring };
  }

  troubles(): readonly string[] {
    const ofRoles = Object.values(this.#troubles).filter((trouble) => trouble !== null);
    return [...ofRoles, ...this.#treatments.troubles()];
  }

  /** Answers what has arrived, then gives back memory and threads. */
  close(): Promise<void> {
    return this.#pool.close();
  }

  async #follow(role: Role, version: ModelVersion | null): Promise<void> {
    if (version === null) return this.#put(role, null);
    if (this.#serving[role]?.served.version === version.version) {
      this.#troubles[role] = null;
      return;
    }
    if (this.#retries[role].isTooEarly(version.version)) return;
    this.#loading = version.version;
    try {
      await this.#replace(role, version);
      this.#retries[role].forget();
    } catch (thrown) {
      this.#retries[role].failed(version.version);
      const told = troubleOf(`The model ${version.version}`, thrown);
      this.#troubles[role] = role === 'champion' ? await this.#withStandIn(told) : told;
    } finally {
      this.#loading = null;
    }
  }

  async #replace(role: Role, version: ModelVersion): Promise<void> {
    const startedMs = performance.now();
    let model: LoadedModel | null = null;
    try {
      model = await this.#pool.obtain(version);
      const isTried = role === 'champion' && model !== this.#serving.baseline;
      const comparison = isTried ? await this.#try(model) : null;
      if (!isTried) await this.#prepare(model.served);
      if (role === 'champion') this.#record(version, startedMs, { refused: null, comparison });
      this.#put(role, model);
    } catch (thrown) {
      if (model !== null) this.#pool.release(model);
      if (role === 'champion')
        this.#record(version, startedMs, { refused: troubleOf('It', thrown), comparison: null });
      throw thrown;
    }
  }

  /** Has a champion before answer where none does. @returns what is told, with who answers */
  async #withStandIn(told: string): Promise<string> {
    if (this.#serving.champion === null) {
      const found = await lastGoodChampion({
        metadata: this.#ports.metadata,
        pool: this.#pool,
        baselineFamily: this.#serving.baseline?.served.family ?? null,
        tryOut: (model) => this.#try(model),
      });
      if (found !== null) this.#put('champion', found);
      this.#standIn = found;
    }
    const version = this.#standIn?.served.version;
    const answers = this.#standIn !== null && this.#standIn === this.#serving.champion;
    return answers ? `${told} ${version}, champion before it, answers in its place.` : told;
  }

  /** A treatment that is promoted was tried and is warm: it takes its place at once. */
  async #try(model: LoadedModel): Promise<Comparison> {
    const before = this.#treatments.trialOf(model);
    if (before !== null) return before;
    return tryChampion(model, {
      serving: this.#serving.champion,
      catalogue: this.#catalogue.current(),
      prepare: this.#prepare,
    });
  }

  #put(role: Role, model: LoadedModel | null): void {
    const before = this.#serving[role];
    this.#serving[role] = model;
    this.#troubles[role] = null;
    if (before !== null) this.#pool.release(before);
  }

  #record(
    { version }: ModelVersion,
    startedMs: number,
    outcome: Pick<SwapRecord, 'refused' | 'comparison'>,
  ): void {
    const from = this.#serving.champion?.served.version ?? null;
    const seconds = (performance.now() - startedMs) / 1000;
    this.#counts[outcome.refused === null ? 'swaps' : 'refusals']++;
    this.#last = { from, to: version, seconds, ...outcome };
    this.#onSwap(this.#last);
  }
}
