/**
 * Raw lines as they lie in the source, with offsets that count up by one from `firstOffset`. Line
 * `i` is `bytes[starts[i] .. ends[i])`: without its line feed and without a carriage return before
 * it, and it holds no line feed itself. Bytes are exact, be they UTF-8 or not. The receiver may
 * read the arrays until it asks for the next block.
 */
export interface LineBlock {
  readonly firstOffset: number;
  readonly bytes: Uint8Array;
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
}

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
  /** Numbers of the partitions, ascending. */
  partitions(): Promise<number[]>;
  /**
   * Lines of a partition from an offset on, in order, none left out. Begins later only where the
   * source no longer has the offset; ends at once when nothing lies there.
   *
   * While following, yields an empty block at least twice a second where nothing comes, so that
   * the reader can do what is due.
   * @throws InputError `FILE_NOT_FOUND`, `FILE_UNREADABLE`; DataError `FILE_DAMAGED`
   */
  read(partition: number, fromOffset: number, options: ReadOptions): AsyncIterable<LineBlock>;
}
