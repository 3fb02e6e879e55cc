import type { Json } from '../domain/canonical-json.ts';

/** Lines that are appended together or not at all. */
export interface LogBatch {
  /** The lines, each followed by a line feed; none holds another. At least one. */
  readonly lines: Uint8Array;
  readonly lineCount: number;
  /** What makes a batch that is sent again the same batch; `null` where the sender does not say. */
  readonly once: {
    readonly key: string;
    /** Hash of everything that was sent. */
    readonly digest: string;
    /** What to remember with the key. */
    readonly note: Json;
  } | null;
}

/** Where a batch lies, now or since it came for the first time. */
export interface Appended {
  /** `conflict`: the key was used for another batch, and nothing was appended. */
  readonly outcome: 'appended' | 'repeated' | 'conflict';
  readonly firstOffset: number;
  readonly lineCount: number;
  /** As remembered with the key; `null` without one. */
  readonly note: Json;
}

/** Port: a log that this installation keeps itself. One writer at a time. */
export interface EventLog {
  /**
   * Appends a batch. When it settles, the lines survive a power cut; batches that wait for the
   * disk together are written together.
   *
   * @throws UnavailableError `DISK_FULL`, `STOPPED` after `close`; what the file system throws
   */
  append(batch: LogBatch): Promise<Appended>;
  /** What `append` would say of a batch whose key is remembered; `null` for any other. */
  recall(once: Pick<NonNullable<LogBatch['once']>, 'key' | 'digest'>): Appended | null;
  /** Offset of the next line. */
  readonly nextOffset: number;
  /** Bytes that wait for the disk. */
  readonly waitingBytes: number;
  /** Keys that are remembered. */
  readonly keyCount: number;
  /** Writes what waits and lets another writer in. */
  close(): Promise<void>;
}
