import { runningExperiments, noShadow, type ShadowSummary } from '../../rollout/index.ts';
import type { CatalogueSource } from '../live-catalogue.ts';
import { prepareInSlices, type PreparedModel } from '../prepared-model.ts';
import type { ServingPorts } from '../serving-ports.ts';
import { ModelPool, type PoolSettings } from '../swap/model-pool.ts';
import { TreatmentModels } from '../swap/treatment-models.ts';
import { tryChampion } from '../swap/try-champion.ts';
import { askShadow } from './ask-shadow.ts';
import { ShadowMinutes } from './shadow-minutes.ts';
import type { ChampionList, ShadowSource } from './shadow-port.ts';
import { ShadowQueue } from './shadow-queue.ts';

/** What a shadow was like since this process began. */
export interface ShadowFigures {
  readonly experiment: string;
  readonly summary: ShadowSummary;
}

interface Shadow {
  readonly experiment: string;
  readonly model: PreparedModel;
  readonly minutes: ShadowMinutes;
}

type Ports = Pick<ServingPorts, 'home' | 'artifacts' | 'metadata' | 'clock'>;

/**
 * Keeps the versions of running shadows loaded, each in one thread of its own, and asks them what
 * the champion was asked, after its answer has left. What cannot be loaded, or fails on trial
 * requests, is told in `troubles`.
 */
export class FollowedShadows implements ShadowSource {
  readonly #ports: Ports;
  readonly #catalogue: CatalogueSource;
  readonly #pool: ModelPool;
  readonly #models: TreatmentModels;
  readonly #queue = new ShadowQueue();
  #shadows: readonly Shadow[] = [];

  constructor(ports: Ports, catalogue: CatalogueSource, settings: Partial<PoolSettings> = {}) {
    this.#ports = ports;
    this.#catalogue = catalogue;
    const scoring = { ...settings.scoring, threads: 1 };
    this.#pool = new ModelPool(ports.artifacts, { graceMs: 2_000, ...settings, scoring });
    this.#models = new TreatmentModels({
      metadata: ports.metadata,
      pool: this.#pool,
      tryOut: (model) =>
        tryChampion(model, {
          serving: null,
          catalogue: catalogue.current(),
          prepare: async () => undefined,
        }),
    });
  }

  enter(): () => void {
    return this.#queue.enter();
  }

  afterwards(asked: ChampionList): (() => void) | null {
    if (this.#shadows.length === 0) return null;
    return () => {
      for (const shadow of this.#shadows) this.#ask(shadow, asked);
    };
  }

  /** Takes up what runs at this moment, and writes down the minutes that have passed. */
  async refresh(): Promise<void> {
    const running = (await runningExperiments(this.#ports)).filter(
      ({ plan }) => plan.kind === 'shadow',
    );
    await this.#models.follow(new Set(running.map(({ plan }) => plan.treatment)));
    const gone = this.#shadows.filter(
      ({ experiment }) => !running.some(({ plan }) => plan.name === experiment),
    );
    const kept = this.#shadows.filter((shadow) => !gone.includes(shadow));
    const come = running.filter(({ plan }) => !kept.some((of) => of.experiment === plan.name));
    this.#shadows = kept;
    for (const { plan } of come) await this.#begin(plan.name, plan.treatment);
    for (const { minutes } of gone) await minutes.write();
    for (const { minutes } of this.#shadows) await minutes.writeInTime();
  }

  figures(): readonly ShadowFigures[] {
    return this.#shadows.map(({ experiment, minutes }) => ({
      experiment,
      summary: minutes.total(),
    }));
  }

  troubles(): readonly string[] {
    return this.#models.troubles();
  }

  async close(): Promise<void> {
    await this.#queue.close();
    for (const { minutes } of this.#shadows) await minutes.write().catch(() => undefined);
    await this.#pool.close();
  }

  async #begin(experiment: string, version: string): Promise<void> {
    const served = this.#models.get(version);
    if (served === null) return;
    const model = await prepareInSlices(served, this.#catalogue.current());
    await model.orders?.prepare().catch(() => undefined);
    const minutes = new ShadowMinutes({ experiment, version }, this.#ports);
    this.#shadows = [...this.#shadows, { experiment, model, minutes }];
  }

  #ask({ model, minutes }: Shadow, asked: ChampionList): void {
    const { monotonic } = asked.request;
    const { clock } = this.#ports;
    const isTaken = this.#queue.put(async () =>
      minutes.add(await askShadow(model, asked, { clock, monotonic })),
    );
    if (isTaken) return;
    const atMs = clock.nowMs();
    minutes.add({
      ...noShadow(model.served.version),
      fromMs: atMs,
      untilMs: atMs,
      dropped: 1,
    });
  }
}
