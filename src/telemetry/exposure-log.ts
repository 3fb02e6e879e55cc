import type { Clock } from '../domain/clock.ts';
import type { Receipt } from '../domain/receipt.ts';
import { ExposureFile } from './exposure-file.ts';

/**
 * What became of a receipt: it is in the file (`kept`), it may still get there but the answer must
 * not wait longer (`late`), or it is gone (`lost`).
 */
export type ReceiptFate = 'kept' | 'late' | 'lost';

/** How the log is doing. Counts are since it was opened. */
export interface ExposureLogStatus {
  readonly kept: number;
  readonly late: number;
  /** Receipts that no file holds, and those whose file could not be synced. */
  readonly lost: number;
  /** Error code of the last write or sync, such as `ENOSPC`; `null` while all is well. */
  readonly trouble: string | null;
}

/** Appends receipts, so that every answer that left can be traced. */
export interface ExposureLog {
  /** Settles before the answer may leave. Never rejects. */
  append(receipt: Receipt): Promise<ReceiptFate>;
  status(): ExposureLogStatus;
  /** Writes and syncs what is waiting. Later receipts are lost. */
  close(): Promise<void>;
}

/** Settings of an exposure log; the defaults are the real ones. */
export interface ExposureLogSettings {
  /** A file is followed by a new one beyond this size. */
  readonly maxFileBytes: number;
  /** … or this age. */
  readonly maxFileAgeMs: number;
  /** Written receipts are synced together after this time; the sync itself has the rest of 50 ms. */
  readonly syncAfterMs: number;
  /** How long an answer waits for a slow disk. */
  readonly patienceMs: number;
  /** Receipts waiting for a slow disk beyond this size are lost, which bounds memory. */
  readonly maxWaitingBytes: number;
}

const DEFAULTS: ExposureLogSettings = {
  maxFileBytes: 64 * 1024 * 1024,
  maxFileAgeMs: 3_600_000,
  syncAfterMs: 25,
  patienceMs: 150,
  maxWaitingBytes: 32 * 1024 * 1024,
};

interface Waiting {
  readonly line: string;
  readonly settle: (fate: ReceiptFate) => void;
}

/**
 * Opens an exposure log: JSON lines in files of their own under `folder`, one receipt a line.
 * Receipts that arrive while a write is under way go into the next one together. Files are made
 * when there is something to write, so that a full disk does not keep the server from starting.
 */
export const openExposureLog = (
  folder: string,
  clock: Clock,
  settings: Partial<ExposureLogSettings> = {},
): ExposureLog => new FileExposureLog(folder, clock, { ...DEFAULTS, ...settings });

class FileExposureLog implements ExposureLog {
  readonly #folder: string;
  readonly #clock: Clock;
  readonly #settings: ExposureLogSettings;
  #file: ExposureFile | null = null;
  #waiting: Waiting[] = [];
  #waitingBytes = 0;
  #writing: Promise<void> | null = null;
  #syncing: Promise<void> = Promise.resolve();
  #syncTimer: NodeJS.Timeout | null = null;
  #unsynced = 0;
  #isClosed = false;
  #kept = 0;
  #late = 0;
  #lost = 0;
  #trouble: string | null = null;

  constructor(folder: string, clock: Clock, settings: ExposureLogSettings) {
    this.#folder = folder;
    this.#clock = clock;
    this.#settings = settings;
  }

  status(): ExposureLogStatus {
    return { kept: this.#kept, late: this.#late, lost: this.#lost, trouble: this.#trouble };
  }

  append(receipt: Receipt): Promise<ReceiptFate> {
    const line = `${JSON.stringify(receipt)}\n`;
    if (this.#isClosed || this.#waitingBytes + line.length > this.#settings.maxWaitingBytes) {
      this.#lost++;
      return Promise.resolve('lost');
    }
    this.#waitingBytes += line.length;
    return new Promise((resolve) => {
      const patience = setTimeout(() => {
        this.#late++;
        resolve('late');
      }, this.#settings.patienceMs);
      const settle = (fate: ReceiptFate): void => {
        clearTimeout(patience);
        resolve(fate);
      };
      this.#waiting.push({ line, settle });
      this.#writing ??= this.#writeAll();
    });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#writing;
    if (this.#syncTimer !== null) clearTimeout(this.#syncTimer);
    this.#syncTimer = null;
    await this.#retireFile();
  }

  async #writeAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      await this.#write(batch);
    }
    this.#writing = null;
  }

  async #write(batch: readonly Waiting[]): Promise<void> {
    const text = batch.map(({ line }) => line).join('');
    const fate = await this.#appendText(text);
    this.#waitingBytes -= batch.reduce((sum, { line }) => sum + line.length, 0);
    if (fate === 'kept') {
      this.#kept += batch.length;
      this.#unsynced += batch.length;
      this.#syncTimer ??= setTimeout(() => this.#startSync(), this.#settings.syncAfterMs);
    } else this.#lost += batch.length;
    for (const { settle } of batch) settle(fate);
  }

  async #appendText(text: string): Promise<'kept' | 'lost'> {
    try {
      const file = await this.#usableFile();
      await file.append(Buffer.from(text));
      this.#trouble = null;
      return 'kept';
    } catch (thrown) {
      this.#trouble = codeOf(thrown);
      return 'lost';
    }
  }

  /** The current file, or a new one when it is broken, too large or too old. */
  async #usableFile(): Promise<ExposureFile> {
    const current = this.#file;
    if (current !== null && !current.broken && !this.#isOutgrown(current)) return current;
    await this.#retireFile();
    this.#file = await ExposureFile.create(this.#folder, this.#clock.nowMs());
    return this.#file;
  }

  #isOutgrown(file: ExposureFile): boolean {
    const ageMs = Math.abs(this.#clock.nowMs() - file.openedAtMs);
    return file.sizeBytes >= this.#settings.maxFileBytes || ageMs >= this.#settings.maxFileAgeMs;
  }

  #startSync(): void {
    this.#syncTimer = null;
    this.#syncing = this.#syncing.then(() => this.#sync());
  }

  async #sync(): Promise<void> {
    const file = this.#file;
    const count = this.#unsynced;
    this.#unsynced = 0;
    if (file === null || count === 0) return;
    try {
      if (await file.sync()) return;
      this.#giveUp(file, count, 'ENOENT');
    } catch (thrown) {
      this.#giveUp(file, count, codeOf(thrown));
    }
  }

  /** After a failed sync nobody knows what the disk holds: the next receipts get another file. */
  #giveUp(file: ExposureFile, count: number, code: string): void {
    file.broken = true;
    this.#lost += count;
    this.#trouble = code;
  }

  async #retireFile(): Promise<void> {
    this.#startSync();
    await this.#syncing;
    const file = this.#file;
    this.#file = null;
    await file?.close().catch((thrown: unknown) => {
      this.#trouble = codeOf(thrown);
    });
  }
}

const codeOf = (thrown: unknown): string =>
  (thrown as NodeJS.ErrnoException | undefined)?.code ?? 'unknown';
