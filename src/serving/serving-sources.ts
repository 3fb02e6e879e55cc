import type { ItemId } from '../domain/ids.ts';
import type { CatalogueSource } from './live-catalogue.ts';
import type { ModelSource, ServedModel } from './served-model.ts';
import type { HistorySource } from './user-sources.ts';

/** Everything a serving process reads from one installation, kept up to date from outside. */
export interface ServingSources {
  readonly models: ModelSource;
  readonly history: HistorySource;
  readonly catalogue: CatalogueSource;
  /** Shown when no model can answer, best first; may be empty. Read at every request. */
  readonly constant: readonly ItemId[];
  /** Hash of the program's sources. */
  readonly codeVersion: string;
  /** Has something done with every model before its first request: those loaded now, and each later one. */
  beforeServing(prepare: (model: ServedModel) => void): void;
  /** What is wrong with the sources, in sentences. */
  troubles(): readonly string[];
  /** Stops keeping them up to date. */
  close(): Promise<void>;
}
