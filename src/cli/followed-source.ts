import { movielogDecoder } from '../events/index.ts';
import type { FollowedSource } from '../serving/index.ts';
import type { Home } from '../store/index.ts';
import { openSource } from './event-source-option.ts';
import { sourceOf } from './ingest-source.ts';
import { keepMapping } from './kept-mappings.ts';
import { readMappingFile } from './mapping-file.ts';
import { readUpConfig } from './up-config-file.ts';

/** Options that say which log the histories follow. */
export interface FollowOptions {
  readonly from?: string;
  readonly mapping?: string;
  readonly config?: string;
}

/**
 * The log that histories follow, named and read as `ingest` does; `null` where neither `--from` nor
 * `--config` is given.
 *
 * @throws InputError `BAD_USAGE`, `UP_CONFIG_INVALID`, and as `readMappingFile`
 */
export function followedSource(options: FollowOptions, home: Home): FollowedSource | null {
  const { from, config } = options;
  if (from === undefined && config === undefined) return null;
  const source = sourceOf(options);
  const mapping =
    options.mapping ?? (config === undefined ? undefined : readUpConfig(config).mapping);
  return {
    decoder: mapping === undefined ? movielogDecoder : keepMapping(home, readMappingFile(mapping)),
    open: () => openSource(source, () => home),
  };
}
