import type { ItemId, UserId } from '../domain/ids.ts';
import type { AssignerCounts } from '../rollout/index.ts';
import type { VariantSource } from './follow-variants.ts';
import type { CatalogueSource } from './live-catalogue.ts';
import type { DelayListener, HistoryStatus } from './live-history/history-status.ts';
import type { ModelSource, ServedModel } from './served-model.ts';
import type { ShadowFigures } from './shadow/followed-shadows.ts';
import type { ShadowSource } from './shadow/shadow-port.ts';
import type { ModelsStatus } from './swap/models-status.ts';
import type { UserFactsSource } from './user-facts.ts';
import type { HistorySource } from './user-sources.ts';

/** Everything a serving process reads from one installation, kept up to date from outside. */
export interface ServingSources {
  readonly models: ModelSource;
  readonly history: HistorySource;
  /** How far the histories are. */
  historyStatus(): HistoryStatus;
  /** Settles once the histories are ready, or the sources are closed. */
  historyReady(): Promise<void>;
  /** Has every delay of the histories told from now on. */
  onHistoryDelay(listener: DelayListener): void;
  /** Forgets what a user did, up to now. */
  forget(userId: UserId): void;
  /** Absent where nothing is known of anybody. */
  readonly userFacts?: UserFactsSource;
  /** Absent where there is no experiment. */
  readonly variants?: VariantSource;
  /** What became of the questions to who assigns users; absent where nobody does. */
  assignerCounts?(): AssignerCounts;
  /** Absent where there are no shadows. */
  readonly shadows?: ShadowSource & { figures(): readonly ShadowFigures[] };
  readonly catalogue: CatalogueSource;
  /** Shown when no model can answer, best first; may be empty. Read at every request. */
  readonly constant: readonly ItemId[];
  /** Hash of the program's sources. */
  readonly codeVersion: string;
  /**
   * Has something done with every model before its first request: those loaded now, and each later
   * one. Settles once it is done with those loaded now.
   */
  beforeServing(prepare: (model: ServedModel) => Promise<void>): Promise<void>;
  /** Swaps and scoring, for the metrics; absent where models neither change nor have threads. */
  modelsStatus?(): ModelsStatus;
  /** What is wrong with the sources, in sentences. */
  troubles(): readonly string[];
  /** Stops keeping them up to date. */
  close(): Promise<void>;
}
