import { setTimeout as sleep } from 'node:timers/promises';
import { tellFacts, watchParent } from '../../src/supervision/index.ts';

/** A child process for tests of the supervisor: `node supervised-role.ts MODE`. */
const say = (text: string): void => void process.stderr.write(text);
const MODES: Record<string, () => Promise<void>> = {
  /** Ends in good order when asked to, or when its supervisor is gone. */
  patient: async () => {
    const asked = new Promise<void>((resolve) => process.once('SIGTERM', () => resolve()));
    const gone = watchParent();
    const orphaned = new Promise<void>((resolve) =>
      gone.addEventListener('abort', () => resolve()),
    );
    say(`here ${process.pid}\n`);
    const alive = setInterval(() => undefined, 1000);
    await Promise.race([asked, orphaned]);
    clearInterval(alive);
    say('bye\n');
  },
  /** Hears nobody. */
  stubborn: async () => {
    process.on('SIGTERM', () => undefined);
    say(`here ${process.pid}\n`);
    await sleep(600_000);
  },
  /** Too busy to hear anybody. */
  busy: async () => {
    watchParent();
    say(`here ${process.pid}\n`);
    // The thread beside it must have begun to watch.
    await sleep(300);
    for (;;);
  },
  crashing: async () => {
    say(`here ${process.pid}\n`);
    process.exit(1);
  },
  misused: async () => process.exit(2),
  finishing: async () => tellFacts({ lines: 7 }),
  /** Writes its lines in halves. */
  halves: async () => {
    for (let k = 0; k < 20; k++) {
      say(`half ${k} `);
      await sleep(5);
      say('whole\n');
    }
    await sleep(600_000);
  },
};

await MODES[process.argv[2]!]!();
