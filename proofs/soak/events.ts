import { setTimeout as pause } from 'node:timers/promises';

/** Something that happens to the service at a moment of the soak. */
export interface SoakEvent {
  readonly name: string;
  readonly act: () => Promise<void> | void;
}

/** Has events happen one after the other, spread evenly over so many seconds. */
export async function spread(
  events: readonly SoakEvent[],
  seconds: number,
  say: (sentence: string) => void,
): Promise<void> {
  const startedMs = performance.now();
  for (const [at, { name, act }] of events.entries()) {
    const dueMs = ((at + 1) * seconds * 1000) / (events.length + 1);
    await pause(Math.max(0, dueMs - (performance.now() - startedMs)));
    say(`${((performance.now() - startedMs) / 1000).toFixed(0)} s: ${name}.`);
    await act();
  }
}
