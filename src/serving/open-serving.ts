import { followCatalogue } from './follow-catalogue.ts';
import { followDataset } from './follow-dataset.ts';
import type { ServingPorts } from './serving-ports.ts';
import type { ServingSources } from './serving-sources.ts';
import { FollowedModels, type FollowModelsOptions } from './swap/followed-models.ts';
import { troubleOf } from './trouble.ts';

/** How serving keeps itself up to date. */
export interface ServingOptions extends FollowModelsOptions {
  readonly codeVersion: string;
  /** How often the registry is asked whether somebody else is champion now. */
  readonly pollMs?: number;
}

const DEFAULT_POLL_MS = 1000;

/**
 * Loads champion, baseline, histories and catalogue, and follows the registry: a promotion or a
 * rollback is loaded beside what serves, then takes its place between two requests. What cannot be
 * loaded is told in `troubles` and what served before goes on serving.
 */
export async function openServing(
  ports: ServingPorts,
  options: ServingOptions,
): Promise<ServingSources> {
  const catalogue = followCatalogue(ports);
  const history = followDataset(ports);
  const models = new FollowedModels(ports, { current: () => catalogue.current }, options);
  const surroundings = told('The history or the catalogue', async () => {
    await catalogue.refresh();
    await history.use(models.datasetId());
  });
  const registry = told('The registry', () => models.refresh());
  await surroundings.work();
  await registry.work();
  await surroundings.work();
  const pollMs = options.pollMs ?? DEFAULT_POLL_MS;
  const stops = [repeat(surroundings.work, pollMs), repeat(registry.work, pollMs)];
  return {
    models,
    history: {
      historyOf: (userId) => history.current.historyOf(userId),
      seenBy: (userId) => history.current.seenBy(userId),
    },
    userFacts: { factsOf: (userId) => catalogue.userFacts.factsOf(userId) },
    catalogue: { current: () => catalogue.current },
    get constant() {
      return catalogue.constant;
    },
    beforeServing: (work) => models.beforeServing(work),
    modelsStatus: () => models.status(),
    codeVersion: options.codeVersion,
    troubles: () => [...surroundings.troubles(), ...registry.troubles(), ...models.troubles()],
    close: async () => {
      await Promise.all(stops.map((stop) => stop()));
      await models.close();
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
