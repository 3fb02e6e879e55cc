import type { Command } from 'commander';
import { databaseDamageOf } from '../compose.ts';
import { errorOf } from '../domain/errors.ts';
import { examineHome, type Diagnosis } from '../maintenance/index.ts';
import { command, perform, type CommandIo, type CommonOptions } from './command.ts';
import { counted } from './counted.ts';
import type { Terminal } from './terminal.ts';
import { withInstallation } from './with-installation.ts';

interface DoctorOptions extends CommonOptions {
  readonly quick?: boolean;
}

/** `showrunner doctor`: whether a home is sound, and the way out where it is not. */
export const doctorCommand = (terminal: Terminal): Command =>
  command('doctor', 'look for damage in a home and name the way out; changes nothing')
    .option('--quick', 'compare lengths only, do not read every byte')
    .action((options: DoctorOptions) =>
      perform(terminal, options, async (io) => {
        const diagnoses = await withInstallation(io.homePath, (installation) =>
          examineHome(
            {
              ...installation,
              progress: io.progress,
              databaseDamage: () => databaseDamageOf(installation.home),
            },
            { bytes: options.quick !== true },
          ),
        );
        tell(io, diagnoses);
      }),
    );

/** @throws DataError `HOME_DAMAGED` when something is, after everything was told */
function tell(io: CommandIo, diagnoses: readonly Diagnosis[]): void {
  const damages = diagnoses.filter(({ state }) => state === 'trouble');
  io.result(
    { sound: damages.length === 0, diagnoses: diagnoses.map((diagnosis) => ({ ...diagnosis })) },
    [...diagnoses.flatMap(wordsOf), ...(damages.length === 0 ? ['The home is sound.'] : [])].join(
      '\n',
    ),
  );
  if (damages.length > 0)
    throw errorOf('HOME_DAMAGED', { home: io.homePath, found: counted(damages.length, 'trouble') });
}

const MARKS = { well: 'ok  ', note: 'note', trouble: 'BAD ' } as const;

const wordsOf = ({ check, state, message, wayOut }: Diagnosis): string[] => [
  `${MARKS[state]}  ${check.padEnd(10)}  ${message}`,
  ...(wayOut === null ? [] : [`${' '.repeat(18)}-> ${wayOut}`]),
];
