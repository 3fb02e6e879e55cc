import { DATASET_PARAMETERS } from '../datasets/index.ts';
import type { Assigner } from '../rollout/index.ts';
import { followCatalogue } from './follow-catalogue.ts';
import { followVariants } from './follow-variants.ts';
import { followParameters } from './follow-parameters.ts';
import type { DelayListener } from './live-history/history-status.ts';
import { keptHistory } from './live-history/kept-history.ts';
import type { FollowedSource } from './live-history/live-history.ts';
import type { ServingPorts } from './serving-ports.ts';
import type { ServingSources } from './serving-sources.ts';
import { FollowedShadows } from './shadow/followed-shadows.ts';
import { FollowedModels, type FollowModelsOptions } from './swap/followed-models.ts';
import { troubleOf } from './trouble.ts';

/** How serving keeps itself up to date. */
export interface ServingOptions extends FollowModelsOptions {
  readonly codeVersion: string;
  /** How often the registry is asked whether somebody else is champion now. */
  readonly pollMs?: number;
  /** The log that the histories follow; absent or `null`: they are as new as the lake. */
  readonly log?: FollowedSource | null;
  /** Says arms where records do not. It is closed with the sources. Absent or `null`: nobody does. */
  readonly assigner?: Assigner | null;
}

const DEFAULT_POLL_MS = 1000;

/**
 * Loads champion, baseline and catalogue, and follows the registry: a promotion or a rollback is loaded
 * beside what serves, then takes its place between two requests. What cannot be loaded is told in
 * `troubles` and what served before goes on serving. Histories are read meanwhile, see
 * `historyStatus`, and go on with the log.
 */
export async function openServing(
  ports: ServingPorts,
  options: ServingOptions,
): Promise<ServingSources> {
  const catalogue = followCatalogue(ports);
  const { assigner = null } = options;
  const parametersNow = followParameters(ports);
  let onDelay: DelayListener = () => undefined;
  const history = keptHistory({
    ...ports,
    log: options.log ?? null,
    catalogue: () => catalogue.known,
    onDelay: (seconds) => onDelay(seconds),
  });
  const models = new FollowedModels(ports, { current: () => catalogue.current }, options);
  const surroundings = told('The catalogue', () => catalogue.refresh());
  const rule = told('The rule of the histories', async () => {
    try {
      history.use(await parametersNow());
    } catch (thrown) {
      if (!history.isOpen) history.use(DATASET_PARAMETERS.parse({}));
      throw thrown;
    }
  });
  const registry = told('The registry', () => models.refresh());
  const treatments = told('The models of experiments', () => models.refreshTreatments());
  const variants = followVariants(ports, {
    isLoaded: (version) => models.treatment(version) !== null,
    assigner,
  });
  const experiments = told('The experiments', () => variants.refresh());
  const shadows = new FollowedShadows(ports, { current: () => catalogue.current }, options);
  const beside = told('The shadows', () => shadows.refresh());
  await experiments.work();
  await surroundings.work();
  await rule.work();
  await registry.work();
  await treatments.work();
  const pollMs = options.pollMs ?? DEFAULT_POLL_MS;
  const stops = [experiments, surroundings, rule, registry, treatments, beside].map(({ work }) =>
    repeat(work, pollMs),
  );
  return {
    models,
    history: history.history,
    historyStatus: () => history.status(),
    historyReady: () => history.ready(),
    onHistoryDelay: (listener) => void (onDelay = listener),
    forget: (userId) => history.forget(userId),
    userFacts: { factsOf: (userId) => catalogue.userFacts.factsOf(userId) },
    variants,
    shadows,
    ...(assigner === null ? {} : { assignerCounts: () => assigner.counts() }),
    catalogue: { current: () => catalogue.current },
    get constant() {
      return catalogue.constant;
    },
    beforeServing: (work) => models.beforeServing(work),
    modelsStatus: () => models.status(),
    codeVersion: options.codeVersion,
    troubles: () => [
      ...experiments.troubles(),
      ...variants.troubles(),
      ...surroundings.troubles(),
      ...registry.troubles(),
      ...treatments.troubles(),
      ...models.troubles(),
      ...beside.troubles(),
      ...shadows.troubles(),
      ...history.status().troubles,
    ],
    close: async () => {
      await Promise.all(stops.map((stop) => stop()));
      await Promise.all([models.close(), shadows.close(), history.close(), assigner?.close()]);
    },
  };
}

/** Work whose failure is told until it succeeds. */
function told(
  what: string,
  work: () => Promise<void>,
): { work: () => Promise<void>; troubles: () => readonly string[] } {
  let troubles: readonly string[] = [];
  return {
    work: () =>
      work().then(
        () => void (troubles = []),
        (thrown: unknown) => void (troubles = [troubleOf(what, thrown)]),
      ),
    troubles: () => troubles,
  };
}

/** Does the work every so often, never twice at once, until it is stopped. */
function repeat(work: () => Promise<void>, everyMs: number): () => Promise<void> {
  let running: Promise<void> | null = null;
  const timer = setInterval(() => {
    running ??= work().finally(() => (running = null));
  }, everyMs);
  return async () => {
    clearInterval(timer);
    await running;
  };
}
