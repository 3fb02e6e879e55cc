import { errorOf } from '../../domain/errors.ts';

const PAGE_BYTES = 65_536;
/** 4 GiB, all that a 32-bit address reaches. */
const MAX_PAGES = 65_536;
/** Blocks start at multiples of a cache line. */
const ALIGNMENT = 64;

/** Numbers in kernel memory; their address is the view's `byteOffset`. */
export type KernelView = Float32Array | Float64Array | Uint32Array | Uint16Array | Uint8Array;

/** A field of a kernel's parameters: a whole number, the address of a view, or a fraction. */
export type KernelField = number | KernelView | null | { readonly fraction: number };

/**
 * Memory that kernels on all threads share. Blocks are handed out one after the other, zeroed, and
 * are given back all at once, with the memory. It grows up to 4 GiB.
 */
export class KernelMemory {
  readonly memory = new WebAssembly.Memory({ initial: 1, maximum: MAX_PAGES, shared: true });
  /** Address 0 stands for nothing. */
  #top = 1024;

  /** Bytes handed out so far. */
  get usedBytes(): number {
    return this.#top;
  }

  /** @throws UnavailableError `KERNEL_MEMORY_FULL` */
  f32(count: number): Float32Array<SharedArrayBuffer> {
    const at = this.#reserve(4 * count);
    return new Float32Array(this.memory.buffer, at, count);
  }

  /** @throws UnavailableError `KERNEL_MEMORY_FULL` */
  f64(count: number): Float64Array<SharedArrayBuffer> {
    const at = this.#reserve(8 * count);
    return new Float64Array(this.memory.buffer, at, count);
  }

  /** @throws UnavailableError `KERNEL_MEMORY_FULL` */
  u32(count: number): Uint32Array<SharedArrayBuffer> {
    const at = this.#reserve(4 * count);
    return new Uint32Array(this.memory.buffer, at, count);
  }

  /** @throws UnavailableError `KERNEL_MEMORY_FULL` */
  u16(count: number): Uint16Array<SharedArrayBuffer> {
    const at = this.#reserve(2 * count);
    return new Uint16Array(this.memory.buffer, at, count);
  }

  /** @throws UnavailableError `KERNEL_MEMORY_FULL` */
  u8(count: number): Uint8Array<SharedArrayBuffer> {
    const at = this.#reserve(count);
    return new Uint8Array(this.memory.buffer, at, count);
  }

  /** Writes the parameters of a kernel, four bytes a field. @returns their address */
  parameters(fields: readonly KernelField[]): number {
    return this.block(fields).byteOffset;
  }

  /** The same, to be written again: `writeFields`. */
  block(fields: readonly KernelField[]): Uint32Array<SharedArrayBuffer> {
    const words = this.u32(fields.length);
    writeFields(words, fields);
    return words;
  }

  #reserve(bytes: number): number {
    const at = this.#top;
    const top = Math.ceil((at + bytes) / ALIGNMENT) * ALIGNMENT;
    const missing = Math.ceil((top - this.memory.buffer.byteLength) / PAGE_BYTES);
    if (missing > 0) this.#grow(missing, bytes);
    this.#top = top;
    return at;
  }

  #grow(pages: number, bytes: number): void {
    try {
      this.memory.grow(pages);
    } catch (thrown) {
      throw errorOf('KERNEL_MEMORY_FULL', { found: bytes, used: this.#top }, thrown);
    }
  }
}

/** Overwrites the first fields of a block of parameters. */
export function writeFields(
  block: Uint32Array<SharedArrayBuffer>,
  fields: readonly KernelField[],
): void {
  const fractions = new Float32Array(block.buffer, block.byteOffset, block.length);
  fields.forEach((field, at) => {
    if (typeof field === 'number') block[at] = field;
    else if (field === null) block[at] = 0;
    else if ('fraction' in field) fractions[at] = field.fraction;
    else block[at] = field.byteOffset;
  });
}
