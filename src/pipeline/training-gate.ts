import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { errorOf } from '../domain/errors.ts';
import { writeFileDurably, type Home } from '../store/index.ts';

const gate = z.strictObject({
  format: z.literal(1),
  /** Day of the report that says so. */
  day: z.iso.date(),
  /** One sentence each; none: training may go on. */
  reasons: z.array(z.string()),
});

/** What the latest report says of whether models may be trained: `reports/training-gate.json`. */
export type TrainingGate = Readonly<z.infer<typeof gate>>;

const pathOf = (home: Home): string => join(home.reports, 'training-gate.json');

/** The gate as it was last set; `null` before the first report, and when it cannot be read. */
export function trainingGate(home: Home): TrainingGate | null {
  const path = pathOf(home);
  if (!existsSync(path)) return null;
  try {
    return gate.safeParse(JSON.parse(readFileSync(path, 'utf8'))).data ?? null;
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return null;
    throw thrown;
  }
}

/** Sets the gate; one that reads the same is left as it is. @throws UnavailableError `DISK_FULL` */
export function setTrainingGate(home: Home, { day, reasons }: Omit<TrainingGate, 'format'>): void {
  const text = `${JSON.stringify({ format: 1, day, reasons }, null, 2)}\n`;
  if (existsSync(pathOf(home)) && readFileSync(pathOf(home), 'utf8') === text) return;
  mkdirSync(home.reports, { recursive: true });
  writeFileDurably(pathOf(home), text);
}

/** Does nothing unless the latest report forbids training. @throws DataError `TRAINING_HELD` */
export function requireOpenGate(home: Home): void {
  const standing = trainingGate(home);
  if (standing === null || standing.reasons.length === 0) return;
  throw errorOf('TRAINING_HELD', {
    day: standing.day,
    found: standing.reasons.join(' '),
    file: pathOf(home),
  });
}
