import {
  appendFileSync,
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';

const PIECE_BYTES = 4 * 1024 * 1024;
const NEW_LINE = 10;
/** The clock of a file system is not quite ours. */
const CLOCKS_DIFFER_MS = 60_000;

/**
 * Reads what was added to the exposure log since the last time, each byte once: files only grow, and
 * a line that is not whole yet is left for the next time.
 */
export class NewReceipts {
  readonly #folder: string;
  readonly #sinceMs: number;
  readonly #offsets = new Map<string, number>();
  readonly #piece = Buffer.allocUnsafe(PIECE_BYTES);

  /** @param sinceMs files that were last written before it are not looked at, by our own clock */
  constructor(folder: string, sinceMs: number) {
    this.#folder = folder;
    this.#sinceMs = sinceMs - CLOCKS_DIFFER_MS;
  }

  /**
   * Copies the new lines that contain a text to a file.
   *
   * @param path is made when there is one, and appended to
   * @returns how many there were
   */
  async copyTo(path: string, containing: string): Promise<number> {
    const names = existsSync(this.#folder)
      ? readdirSync(this.#folder).filter((name) => name.endsWith('.jsonl'))
      : [];
    let copied = 0;
    for (const name of names.sort()) {
      const file = join(this.#folder, name);
      const stat = statSync(file, { throwIfNoEntry: false });
      const from = this.#offsets.get(name) ?? 0;
      if (stat === undefined || stat.size <= from || stat.mtimeMs < this.#sinceMs) continue;
      copied += await this.#copyFile(file, { name, from, path, containing });
    }
    return copied;
  }

  async #copyFile(
    file: string,
    of: {
      readonly name: string;
      readonly from: number;
      readonly path: string;
      readonly containing: string;
    },
  ): Promise<number> {
    const handle = openSync(file, 'r');
    let [offset, copied] = [of.from, 0];
    try {
      for (;;) {
        const length = readSync(handle, this.#piece, 0, PIECE_BYTES, offset);
        const bytes = this.#piece.subarray(0, length);
        const whole = bytes.lastIndexOf(NEW_LINE) + 1;
        // A line longer than a piece is none of ours.
        const step = whole === 0 && length === PIECE_BYTES ? length : whole;
        if (step === 0) return copied;
        const found = linesWith(bytes.subarray(0, whole), of.containing);
        if (found.length > 0) appendFileSync(of.path, Buffer.concat(found));
        copied += found.length;
        offset += step;
        this.#offsets.set(of.name, offset);
        await setImmediate();
      }
    } finally {
      closeSync(handle);
    }
  }
}

/** The lines of a piece that contain a text, each with its line feed. */
function linesWith(piece: Buffer, text: string): Buffer[] {
  const lines: Buffer[] = [];
  for (let at = piece.indexOf(text); at >= 0;) {
    const start = piece.lastIndexOf(NEW_LINE, at) + 1;
    const end = piece.indexOf(NEW_LINE, at) + 1;
    lines.push(piece.subarray(start, end));
    at = piece.indexOf(text, end);
  }
  return lines;
}

/** Removes a file that may not be there. */
export const removeFile = (path: string): void => rmSync(path, { force: true });
