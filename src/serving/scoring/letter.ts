const WORD = 8;
const FIRST_BYTES = 1 << 16;

/**
 * Writes numbers, columns of numbers and texts one after the other into memory that two threads
 * share. It is written again and again, so that nothing is allocated or cloned for a letter; where
 * a letter does not fit, it goes on in larger memory.
 */
export class LetterWriter {
  #views = viewsOf(new SharedArrayBuffer(FIRST_BYTES));
  /** Bytes written, a multiple of a word. */
  #at = 0;

  /** Where the letter lies; another one than before where it had to grow. */
  get memory(): SharedArrayBuffer {
    return this.#views.memory;
  }

  /** Begins a new letter over the last one. */
  begin(): void {
    this.#at = 0;
  }

  number(value: number): void {
    this.#reserve(WORD);
    this.#views.f64[this.#at / 8] = value;
    this.#at += WORD;
  }

  /** Whole numbers from 0 to 2³² − 1. */
  wholes(values: ArrayLike<number>): void {
    this.#column('u32', values);
  }

  singles(values: ArrayLike<number>): void {
    this.#column('f32', values);
  }

  /** @param values `undefined` is read as `undefined` again */
  doubles(values: ArrayLike<number> | undefined): void {
    if (values === undefined) this.number(-1);
    else this.#column('f64', values);
  }

  text(value: string): void {
    const bytes = new TextEncoder().encode(value);
    this.#column('u8', bytes);
  }

  #column(kind: Exclude<keyof Views, 'memory'>, values: ArrayLike<number>): void {
    this.number(values.length);
    const bytesEach = this.#views[kind].BYTES_PER_ELEMENT;
    const bytes = values.length * bytesEach;
    this.#reserve(bytes);
    this.#views[kind].set(values, this.#at / bytesEach);
    this.#at += Math.ceil(bytes / WORD) * WORD;
  }

  #reserve(bytes: number): void {
    const needed = this.#at + bytes + WORD;
    if (needed <= this.memory.byteLength) return;
    const larger = viewsOf(new SharedArrayBuffer(2 ** Math.ceil(Math.log2(needed))));
    larger.u8.set(this.#views.u8.subarray(0, this.#at));
    this.#views = larger;
  }
}

/** Reads what a `LetterWriter` wrote, in the same order. */
export class LetterReader {
  #views: Views = viewsOf(new SharedArrayBuffer(0));
  #at = 0;

  /** Where the letters are from now on. */
  set memory(memory: SharedArrayBuffer) {
    this.#views = viewsOf(memory);
  }

  begin(): void {
    this.#at = 0;
  }

  number(): number {
    const value = this.#views.f64[this.#at / 8]!;
    this.#at += WORD;
    return value;
  }

  /** Views that hold until the next letter, as all columns. */
  wholes(): Uint32Array {
    return this.#column('u32') as Uint32Array;
  }

  singles(): Float32Array {
    return this.#column('f32') as Float32Array;
  }

  doubles(): Float64Array | undefined {
    if (this.#views.f64[this.#at / 8] !== -1) return this.#column('f64') as Float64Array;
    this.#at += WORD;
    return undefined;
  }

  text(): string {
    return new TextDecoder().decode(Uint8Array.from(this.#column('u8')));
  }

  #column(kind: Exclude<keyof Views, 'memory'>): ArrayLike<number> & Iterable<number> {
    const count = this.number();
    const bytesEach = this.#views[kind].BYTES_PER_ELEMENT;
    const from = this.#at / bytesEach;
    this.#at += Math.ceil((count * bytesEach) / WORD) * WORD;
    return this.#views[kind].subarray(from, from + count);
  }
}

interface Views {
  readonly memory: SharedArrayBuffer;
  readonly u8: Uint8Array;
  readonly u32: Uint32Array;
  readonly f32: Float32Array;
  readonly f64: Float64Array;
}

const viewsOf = (memory: SharedArrayBuffer): Views => ({
  memory,
  u8: new Uint8Array(memory),
  u32: new Uint32Array(memory),
  f32: new Float32Array(memory),
  f64: new Float64Array(memory),
});
