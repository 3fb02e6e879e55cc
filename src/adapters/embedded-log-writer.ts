import { mkdirSync, statSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import type { Clock } from '../domain/clock.ts';
import { errorOf } from '../domain/errors.ts';
import type { Appended, EventLog, LogBatch } from '../events/index.ts';
import { diskFullOr, lockRole, syncPath, type Home, type Lock } from '../store/index.ts';
import { frameOf, type FrameHeader, type KeyedBatch } from './embedded-log-frame.ts';
import { logFile, logFiles, logFolder, type LogFile } from './embedded-log-files.ts';
import { KEY_HOURS, rememberedKeys } from './embedded-log-keys.ts';
import { scanLogFile } from './embedded-log-scan.ts';

/** Settings of the log; the defaults are the real ones. */
export interface EmbeddedLogSettings {
  /** A file is followed by a new one beyond this size. */
  readonly maxFileBytes: number;
  /** Batches are written together up to this size. */
  readonly maxFrameBytes: number;
}

const DEFAULTS: EmbeddedLogSettings = {
  maxFileBytes: 64 * 1024 * 1024,
  maxFrameBytes: 8 * 1024 * 1024,
};

/**
 * Opens the log of a home for writing. A torn end, left by a crash, was never acknowledged and is
 * cut off. Keys of the last 24 hours are read from the headers.
 *
 * @throws ConflictError `HOME_LOCKED` while another process writes; DataError `LOG_DAMAGED`
 */
export async function openEmbeddedLog(
  home: Home,
  clock: Clock,
  settings: Partial<EmbeddedLogSettings> = {},
): Promise<EventLog> {
  const lock = lockRole(home, 'log');
  const log = new FileEventLog(home, clock, { ...DEFAULTS, ...settings }, lock);
  try {
    await log.start();
    return log;
  } catch (thrown) {
    lock.release();
    throw thrown;
  }
}

interface Waiting {
  readonly batch: LogBatch;
  readonly settle: (appended: Appended) => void;
  readonly fail: (thrown: unknown) => void;
}

class FileEventLog implements EventLog {
  readonly #home: Home;
  readonly #clock: Clock;
  readonly #settings: EmbeddedLogSettings;
  readonly #lock: Lock;
  readonly #keys = rememberedKeys();
  /** Batches with a key that wait for the disk. */
  readonly #coming = new Map<string, { digest: string; appended: Promise<Appended> }>();
  /** The last file; `null` after a failure, until it is looked at again. */
  #file: FileHandle | null = null;
  #endBytes = 0;
  #nextOffset = 0;
  #waiting: Waiting[] = [];
  #waitingBytes = 0;
  #writing: Promise<void> | null = null;
  #isClosed = false;

  constructor(home: Home, clock: Clock, settings: EmbeddedLogSettings, lock: Lock) {
    this.#home = home;
    this.#clock = clock;
    this.#settings = settings;
    this.#lock = lock;
  }

  get nextOffset(): number {
    return this.#nextOffset;
  }

  get waitingBytes(): number {
    return this.#waitingBytes;
  }

  get keyCount(): number {
    return this.#keys.size + this.#coming.size;
  }

  /** Reads the keys of the files before the last one, and opens that. */
  async start(): Promise<void> {
    mkdirSync(logFolder(this.#home), { recursive: true });
    syncPath(this.#home.log);
    const files = logFiles(this.#home);
    const sinceMs = this.#clock.nowMs() - KEY_HOURS * 3_600_000;
    for (const file of files.slice(0, -1))
      if (statSync(file.path).mtimeMs >= sinceMs)
        scanLogFile(file, (header) => this.#remember(header));
    await this.#openLast(files.at(-1) ?? logFile(this.#home, 0));
  }

  recall({ key, digest }: { readonly key: string; readonly digest: string }): Appended | null {
    const known = this.#keys.find(key, this.#clock.nowMs());
    return known === undefined ? null : repeated(known, digest);
  }

  append(batch: LogBatch): Promise<Appended> {
    const { once } = batch;
    if (once === null) return this.#enqueue(batch);
    const known = this.recall(once);
    if (known !== null) return Promise.resolve(known);
    const coming = this.#coming.get(once.key);
    if (coming !== undefined)
      return coming.appended.then((first) => ({
        ...first,
        outcome: coming.digest === once.digest ? 'repeated' : 'conflict',
      }));
    const appended = this.#enqueue(batch).finally(() => this.#coming.delete(once.key));
    this.#coming.set(once.key, { digest: once.digest, appended });
    return appended;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#writing;
    await this.#file?.close();
    this.#file = null;
    this.#lock.release();
  }

  #enqueue(batch: LogBatch): Promise<Appended> {
    if (this.#isClosed)
      return Promise.reject(errorOf('STOPPED', { found: 'a request to end the log' }));
    this.#waitingBytes += batch.lines.length;
    return new Promise((settle, fail) => {
      this.#waiting.push({ batch, settle, fail });
      this.#writing ??= this.#writeAll();
    });
  }

  async #writeAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      const group = this.#nextGroup();
      try {
        const places = await this.#write(group.map(({ batch }) => batch));
        group.forEach(({ settle }, k) => settle(places[k]!));
      } catch (thrown) {
        for (const { fail } of group) fail(diskFullOr(logFolder(this.#home), thrown));
      }
      for (const { batch } of group) this.#waitingBytes -= batch.lines.length;
    }
    this.#writing = null;
  }

  #nextGroup(): Waiting[] {
    let [count, bytes] = [0, 0];
    for (const { batch } of this.#waiting) {
      bytes += batch.lines.length;
      if (count > 0 && bytes > this.#settings.maxFrameBytes) break;
      count++;
    }
    return this.#waiting.splice(0, count);
  }

  /** Writes some batches as one frame and makes it survive a power cut. */
  async #write(batches: readonly LogBatch[]): Promise<Appended[]> {
    const handle = await this.#usableFile();
    const at = this.#clock.nowMs();
    // A frame whose sync failed may be found whole again, with its keys.
    const fresh = batches.filter(({ once }) => once === null || !this.#keys.find(once.key, at));
    const firsts = new Map<LogBatch, number>();
    let next = this.#nextOffset;
    for (const batch of fresh) {
      firsts.set(batch, next);
      next += batch.lineCount;
    }
    const keys = fresh.flatMap((batch): KeyedBatch[] =>
      batch.once === null
        ? []
        : [{ ...batch.once, first: firsts.get(batch)!, lines: batch.lineCount }],
    );
    if (fresh.length > 0) {
      const about = { first: this.#nextOffset, lines: next - this.#nextOffset, at, keys };
      const frame = frameOf(Buffer.concat(fresh.map(({ lines }) => lines)), about);
      await this.#writeFrame(handle, frame);
      this.#endBytes += frame.length;
      this.#nextOffset = next;
      for (const batch of keys) this.#keys.add(batch, at);
    }
    return batches.map((batch) => {
      const first = firsts.get(batch);
      return first === undefined
        ? repeated(this.#keys.find(batch.once!.key, at)!, batch.once!.digest)
        : appendedAt(first, batch);
    });
  }

  /**
   * After a failure nobody knows what the file holds: it is closed, and the next batch begins with
   * looking again. A frame that is whole then stays, because a reader may have met it.
   */
  async #writeFrame(handle: FileHandle, frame: Buffer): Promise<void> {
    try {
      for (let done = 0; done < frame.length;) {
        const left = frame.length - done;
        done += (await handle.write(frame, done, left, this.#endBytes + done)).bytesWritten;
      }
      await handle.datasync();
    } catch (thrown) {
      this.#file = null;
      await handle.close();
      throw thrown;
    }
  }

  /** The current file, or a new one when it has outgrown its size. */
  async #usableFile(): Promise<FileHandle> {
    const current = this.#file;
    if (current === null) return this.#openLast(logFiles(this.#home).at(-1)!);
    if (this.#endBytes < this.#settings.maxFileBytes) return current;
    await current.close();
    this.#file = null;
    return this.#openLast(logFile(this.#home, this.#nextOffset));
  }

  async #openLast(file: LogFile): Promise<FileHandle> {
    const handle = await open(file.path, 'a+');
    await handle.close();
    syncPath(logFolder(this.#home));
    const { nextOffset, endBytes, sizeBytes } = scanLogFile(file, (header) =>
      this.#remember(header),
    );
    const opened = await open(file.path, 'r+');
    if (sizeBytes > endBytes) await opened.truncate(endBytes);
    await opened.datasync();
    this.#nextOffset = nextOffset;
    this.#endBytes = endBytes;
    this.#file = opened;
    return opened;
  }

  #remember({ at, keys }: FrameHeader): void {
    for (const batch of keys) this.#keys.add(batch, at);
  }
}

const appendedAt = (firstOffset: number, { once, lineCount }: LogBatch): Appended => ({
  outcome: 'appended',
  firstOffset,
  lineCount,
  note: once?.note ?? null,
});

const repeated = (known: KeyedBatch, digest: string): Appended => ({
  outcome: known.digest === digest ? 'repeated' : 'conflict',
  firstOffset: known.first,
  lineCount: known.lines,
  note: known.note,
});
