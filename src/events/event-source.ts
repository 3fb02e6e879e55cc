/**
 * Raw lines as they lie in the source, with offsets that count up by one from `firstOffset`. Line
 * `i` is `bytes[starts[i] .. ends[i])`: from a text without its line feed and without a carriage
 * return before it, from a record the whole value. Bytes are exact, be they UTF-8 or not. The
 * receiver may read the arrays until it asks for the next block.
 */
export interface LineBlock {
  readonly firstOffset: number;
  readonly bytes: Uint8Array;
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  /**
   * What the source knows of the offsets between the block before (or the offset asked for) and
   * this one: that they never hold a line, or that the lines were deleted before they were read.
   * Where it says nothing, there should have been lines. A block without lines may say it too.
   */
  readonly before?: OffsetGap;
  /** Lines that hold line feeds themselves: index in the block, number of line feeds. */
  readonly feeds?: ReadonlyMap<number, number>;
  /** One after the last offset that the source is known to have. */
  readonly end?: number;
  /** When the last of the lines came to the source, milliseconds since the epoch, where it says so. */
  readonly arrivedMs?: number;
}

/** Why offsets hold no line. */
export type OffsetGap = 'no-records' | 'deleted';

/** How a source is read. */
export interface ReadOptions {
  /** Wait for more at the end instead of ending; an unfinished last line is then no line yet. */
  readonly follow: boolean;
  /** Ends the reading in good order. */
  readonly stop: AbortSignal;
}

/**
 * Port: an ordered, resumable log of lines, in partitions. The same offset names the same line
 * for ever; a source that cannot keep that promise (a file somebody replaced) is refused when the
 * reader compares.
 */
export interface EventSource {
  /** Stable name, part of every segment's key, such as `file:/var/log/movielog.log`. */
  readonly name: string;
  /**
   * What tells the source from another that once had its name, where something does; the reader
   * then need not read lines again to compare them, and refuses a source with another identity.
   */
  readonly identity?: string;
  /** Numbers of the partitions, ascending. */
  partitions(): Promise<number[]>;
  /** Where to begin with a partition of which nothing was read yet; at 0 unless given. */
  readonly beginning?: {
    /** Whether somebody asked for it. */
    readonly isAsked: boolean;
    offsetOf(partition: number): Promise<number>;
  };
  /** Set where several processes share the partitions. */
  readonly group?: SourceGroup;
  /**
   * Lines of a partition from an offset on, in order, none left out. Begins later only where the
   * source no longer has the offset; ends at once when nothing lies there.
   *
   * While following, yields an empty block at least twice a second where nothing comes, so that
   * the reader can do what is due.
   * @throws InputError `FILE_NOT_FOUND`, `FILE_UNREADABLE`; DataError `FILE_DAMAGED`,
   *   `TOPIC_REPLACED`, `TOPIC_CUT`; UnavailableError `KAFKA_FAILED`
   */
  read(partition: number, fromOffset: number, options: ReadOptions): AsyncIterable<LineBlock>;
}

/** Processes that read one source together. Positions are in the segments, never here. */
export interface SourceGroup {
  readonly name: string;
  /** The partitions that this process is to read, each time they change, until `stop`. */
  assignments(stop: AbortSignal): AsyncIterable<readonly number[]>;
  /** Hears how far a partition is committed, for those who look at the group from outside. */
  committed(partition: number, offset: number): void;
}
