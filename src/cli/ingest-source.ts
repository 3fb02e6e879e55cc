import type { KafkaStart } from '../adapters/index.ts';
import { errorOf } from '../domain/errors.ts';
import { parseEventSource } from './event-source-option.ts';
import type { SourceSettings } from './source-settings.ts';
import { parseInstant } from './time-option.ts';
import { readUpConfig } from './up-config-file.ts';

/** Options that say what is read. */
export interface SourceOptions {
  readonly from?: string;
  readonly config?: string;
  readonly group?: string;
  readonly member?: string;
  readonly fromOffset?: string;
  readonly fromTime?: string;
}

const HELP = 'npx showrunner ingest --help';

/**
 * The source that the options name; those given one by one come before those of the file.
 *
 * @throws InputError `BAD_USAGE`, `UP_CONFIG_INVALID`
 */
export function sourceOf({ from, config, group, member }: SourceOptions): SourceSettings {
  const named = from === undefined ? null : parseEventSource(from);
  const configured = config === undefined ? null : readUpConfig(config).source;
  const source = merged(named, configured);
  if (source === null) throw bad('neither --from nor --config', 'one of them');
  if (source.kind !== 'kafka' && (group ?? member) !== undefined)
    throw bad('--group or --member with another source than a topic', 'them with a topic');
  if (source.kind !== 'kafka') return source;
  return { ...source, group: group ?? source.group, member: member ?? source.member };
}

/** A topic named on the command line is reached as the file says. */
function merged(
  named: SourceSettings | null,
  configured: SourceSettings | null,
): SourceSettings | null {
  if (named?.kind === 'kafka' && configured?.kind === 'kafka')
    return { ...configured, url: named.url };
  return named ?? configured;
}

/** Where to begin, `null` when nobody says. @throws InputError `BAD_USAGE` */
export function startOf({ fromOffset, fromTime }: SourceOptions): KafkaStart | null {
  if (fromOffset !== undefined && fromTime !== undefined)
    throw bad('both --from-offset and --from-time', 'one of them');
  if (fromTime !== undefined) return { kind: 'time', ms: parseInstant(fromTime, HELP) };
  if (fromOffset === undefined) return null;
  if (fromOffset === 'earliest' || fromOffset === 'latest') return { kind: fromOffset };
  if (/^\d{1,15}$/.test(fromOffset)) return { kind: 'offset', offset: Number(fromOffset) };
  throw bad(`--from-offset ${fromOffset}`, 'an offset, earliest or latest');
}

const bad = (found: string, expected: string): Error =>
  errorOf('BAD_USAGE', { found, expected, help: HELP });
