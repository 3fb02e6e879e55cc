import type { Client, Provider } from '@openfeature/server-sdk';
import { messageOf } from '../domain/errors.ts';
import type { UserId } from '../domain/ids.ts';
import type { Assigner, AssignerCounts, AssignmentRecord } from '../rollout/index.ts';

/** How a provider is asked; the defaults are the real ones. */
export interface AssignerSettings {
  /** An answer that takes longer counts as none. */
  readonly timeoutMs: number;
  /** So many questions are open at most; beyond, a question counts as failed at once. */
  readonly mostOpen: number;
}

const DEFAULTS: AssignerSettings = { timeoutMs: 20, mostOpen: 512 };
/** What no arm is called: the value where a provider has nothing for the user. */
const NOTHING = '';
const SILENT = { error: ignore, warn: ignore, info: ignore, debug: ignore };
let opened = 0;

/**
 * Has an OpenFeature provider say who is in which arm: the flag is the experiment, the targeting key
 * the user, the variant or else the value the arm. It becomes ready when it will; until then nobody
 * is in any arm. The SDK is loaded only here.
 */
export async function openFeatureAssigner(
  provider: Provider,
  settings: Partial<AssignerSettings> = {},
): Promise<Assigner> {
  const { OpenFeature } = await import('@openfeature/server-sdk');
  // A domain of its own: what else in this process uses the SDK is left alone.
  const domain = `showrunner-assignment-${++opened}`;
  OpenFeature.setProvider(domain, provider);
  const client = OpenFeature.getClient(domain).setLogger(SILENT);
  return new ProviderAssigner(client, provider, { ...DEFAULTS, ...settings });
}

/** What became of one question. */
type Outcome =
  | { readonly kind: 'arm'; readonly arm: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'late' | 'failed' | 'unknown'; readonly found: string };

class ProviderAssigner implements Assigner {
  readonly #client: Client;
  readonly #provider: Provider;
  readonly #settings: AssignerSettings;
  readonly #counts = { arm: 0, none: 0, late: 0, failed: 0, unknown: 0 };
  #open = 0;
  #trouble: string | null = null;

  constructor(client: Client, provider: Provider, settings: AssignerSettings) {
    this.#client = client;
    this.#provider = provider;
    this.#settings = settings;
  }

  async armOf(record: AssignmentRecord, userId: UserId): Promise<string | null> {
    const outcome = await this.#askInTime(record, userId);
    this.#counts[outcome.kind]++;
    this.#trouble = 'found' in outcome ? this.#sentenceOf(record, outcome.found) : null;
    return outcome.kind === 'arm' ? outcome.arm : null;
  }

  counts(): AssignerCounts {
    return { ...this.#counts };
  }

  trouble(): string | null {
    return this.#trouble;
  }

  async close(): Promise<void> {
    await this.#provider.onClose?.();
  }

  async #askInTime(record: AssignmentRecord, userId: UserId): Promise<Outcome> {
    const { timeoutMs, mostOpen } = this.#settings;
    if (this.#open >= mostOpen)
      return { kind: 'failed', found: `${mostOpen} questions wait already` };
    this.#open++;
    const asking = this.#ask(record, userId)
      .catch((thrown: unknown): Outcome => ({ kind: 'failed', found: messageOf(thrown) }))
      .finally(() => void this.#open--);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<Outcome>((resolve) => {
      const found = `no answer within ${timeoutMs} ms`;
      timer = setTimeout(() => resolve({ kind: 'late', found }), timeoutMs);
    });
    return Promise.race([asking, late]).finally(() => clearTimeout(timer));
  }

  async #ask({ experiment, arms }: AssignmentRecord, userId: UserId): Promise<Outcome> {
    const context = { targetingKey: userId };
    const details = await this.#client.getStringDetails(experiment, NOTHING, context);
    const { errorCode, errorMessage, variant, value } = details;
    if (errorCode === 'FLAG_NOT_FOUND') return { kind: 'none' };
    if (errorCode !== undefined) return { kind: 'failed', found: errorMessage ?? errorCode };
    if (value === NOTHING) return { kind: 'none' };
    const arm = [variant, value].find((name) => arms.some((of) => of.name === name));
    return arm === undefined
      ? { kind: 'unknown', found: `the arm '${variant ?? value}'` }
      : { kind: 'arm', arm };
  }

  #sentenceOf({ experiment }: AssignmentRecord, found: string): string {
    const { name } = this.#provider.metadata;
    return `The provider ${name} named no arm of ${experiment} (${found}); whoever has none is in no experiment.`;
  }
}

function ignore(): void {
  // What goes wrong is told in `trouble`, once and not with every request.
}
