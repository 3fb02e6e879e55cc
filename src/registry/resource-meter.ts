import { readFileSync } from 'node:fs';

/** What a piece of work took of the machine. Other work of the same process is in it. */
export interface ResourceUse {
  readonly seconds: number;
  /** Of all threads, in user and system mode. */
  readonly cpuSeconds: number;
  /**
   * Highest resident memory of the process meanwhile: exact where the process never held more
   * before, else the highest of the samples.
   */
  readonly peakMemoryBytes: number;
  /** Bytes that were asked of files and sockets, cached or not; `null` where the system does not say. */
  readonly readBytes: number | null;
}

/** A measurement under way. */
export interface ResourceMeter {
  /** What was taken until now, and the end of sampling. */
  stop(): ResourceUse;
}

const SAMPLE_MS = 50;

/** Begins to measure this process. */
export function startMeter(): ResourceMeter {
  const [startedMs, cpu, read, highest] = [
    performance.now(),
    process.cpuUsage(),
    readBytesOfProcess(),
    highestMemory(),
  ];
  let sampled = process.memoryUsage.rss();
  const sample = (): void => void (sampled = Math.max(sampled, process.memoryUsage.rss()));
  const timer = setInterval(sample, SAMPLE_MS).unref();
  return {
    stop: () => {
      clearInterval(timer);
      sample();
      const { user, system } = process.cpuUsage(cpu);
      const [readNow, highestNow] = [readBytesOfProcess(), highestMemory()];
      return {
        seconds: (performance.now() - startedMs) / 1000,
        cpuSeconds: (user + system) / 1e6,
        peakMemoryBytes: highestNow > highest ? highestNow : sampled,
        readBytes: read === null || readNow === null ? null : readNow - read,
      };
    },
  };
}

/** Resident memory at its highest since the process began, bytes. */
const highestMemory = (): number => process.resourceUsage().maxRSS * 1024;

/** Bytes that this process has read from files and sockets; `null` where the system does not say. */
export function readBytesOfProcess(): number | null {
  try {
    const found = /^rchar: (\d+)$/m.exec(readFileSync('/proc/self/io', 'utf8'));
    return found === null ? null : Number(found[1]);
  } catch {
    return null;
  }
}
