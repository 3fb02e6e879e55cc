import { mkdirSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';

/** One file of an exposure log, open for appending. It always ends after a whole line. */
export class ExposureFile {
  readonly path: string;
  readonly openedAtMs: number;
  readonly #folder: string;
  readonly #handle: FileHandle;
  #sizeBytes = 0;
  #isListed = false;

  private constructor(folder: string, name: string, handle: FileHandle, openedAtMs: number) {
    this.path = join(folder, name);
    this.#folder = folder;
    this.#handle = handle;
    this.openedAtMs = openedAtMs;
  }

  /** Makes `<start time>-<pid>.jsonl`; a name that is taken moves the start by a millisecond. */
  static async create(folder: string, atMs: number): Promise<ExposureFile> {
    mkdirSync(folder, { recursive: true });
    for (let ms = atMs; ; ms++) {
      const name = `${new Date(ms).toISOString().replace(/[-:.]/g, '')}-${process.pid}.jsonl`;
      try {
        return new ExposureFile(folder, name, await open(join(folder, name), 'ax'), atMs);
      } catch (thrown) {
        if ((thrown as NodeJS.ErrnoException).code !== 'EEXIST') throw thrown;
      }
    }
  }

  get sizeBytes(): number {
    return this.#sizeBytes;
  }

  /**
   * Appends whole lines. After an error the file is cut back to where it ended before; when even
   * that fails the file must not be used again (`broken`).
   */
  async append(bytes: Uint8Array): Promise<void> {
    try {
      await this.#handle.writeFile(bytes);
      this.#sizeBytes += bytes.length;
    } catch (thrown) {
      await this.#cutBack();
      throw thrown;
    }
  }

  /** True when a torn line may stand at the end of the file. */
  broken = false;

  async #cutBack(): Promise<void> {
    try {
      await this.#handle.truncate(this.#sizeBytes);
    } catch {
      this.broken = true;
    }
  }

  /**
   * Makes what was appended survive a power cut.
   * @returns false when the file was removed from its folder meanwhile: what is in it is lost
   */
  async sync(): Promise<boolean> {
    await this.#handle.datasync();
    if (!this.#isListed) await this.#syncFolder();
    return (await this.#handle.stat()).nlink > 0;
  }

  async #syncFolder(): Promise<void> {
    const folder = await open(this.#folder, 'r');
    try {
      await folder.sync();
      this.#isListed = true;
    } finally {
      await folder.close();
    }
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }
}
