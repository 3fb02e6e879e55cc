import { join } from 'node:path';
import { runCommand } from '../../proofs/run-command.ts';

/** Days, users and movies give 3.5 million lines: as dense as 7 million a day. */
const SHAPE = ['--days', '0.5', '--users', '100000', '--movies', '10000', '--seed', '1'];
const REPEATED_RATE = 0.001;

/** A log that is the same each time, and a home that holds its complete catalogue. */
export interface SimulatedLog {
  readonly path: string;
  readonly home: string;
  readonly lineCount: number;
  readonly repeatedRate: number;
}

/** Simulates into a folder: faults as usual, repeats and late lines one in a thousand each. */
export async function simulatedLog(folder: string): Promise<SimulatedLog> {
  const rates = ['--repeated', String(REPEATED_RATE), '--late', String(REPEATED_RATE)];
  const truth = ['--truth', join(folder, 'truth')];
  const said = await runCommand(
    'simulate',
    '--home',
    folder,
    ...SHAPE,
    ...rates,
    ...truth,
    '--json',
  );
  const { lines } = JSON.parse(said) as { lines: number };
  const home = join(folder, 'catalogued');
  const simulated = join(folder, 'simulated');
  const [movies, users] = [join(simulated, 'movies.jsonl'), join(simulated, 'users.csv')];
  const files = ['--movies', movies, '--users', users, '--complete'];
  await runCommand('catalogue', 'sync', '--home', home, ...files);
  return {
    path: join(simulated, 'movielog.log'),
    home,
    lineCount: lines,
    repeatedRate: REPEATED_RATE,
  };
}
