import { InvalidArgumentError, type Command } from 'commander';
import { systemClock } from '../compose.ts';
import { errorOf } from '../domain/errors.ts';
import { roleLines, superviseRoles, type SupervisionEnd } from '../supervision/index.ts';
import { controlToken } from './control-token.ts';
import { command, perform, type CommandIo, type CommonOptions } from './command.ts';
import { sourceWords } from './source-settings.ts';
import { monotonicClock } from './roles/monotonic-clock.ts';
import { ROLE_NAMES, type RoleName } from './roles/roles.ts';
import type { UpSettings } from './roles/settings.ts';
import { count, duration, type Terminal } from './terminal.ts';
import { upBoard } from './up-board.ts';
import { requireFreePorts } from './up-ports.ts';
import { namedRoles, roleProcesses } from './up-roles.ts';
import { settingsOf } from './up-settings.ts';
import { upStatus } from './up-status.ts';

interface UpOptions extends CommonOptions {
  readonly demo?: boolean;
  readonly roles?: string;
  readonly config?: string;
  readonly host?: string;
  readonly users?: number;
  readonly movies?: number;
  readonly seed?: number;
  readonly pastDays?: number;
  readonly speed?: number;
  readonly untilDay?: number;
  readonly for?: number;
  readonly publicPort?: number;
  readonly controlPort?: number;
  readonly simulatedPort?: number;
}

/** `showrunner up`: everything in one command. */
export const upCommand = (terminal: Terminal): Command => {
  const up = command('up', 'run everything: read, train, answer, report')
    .option('--demo', 'with a simulated streaming service')
    .option('--roles <names>', `some of ${ROLE_NAMES.join(',')}`)
    .option('--config <file>', 'showrunner.yaml unless given')
    .option('--host <address>', 'address to listen on; beyond this machine needs SHOWRUNNER_TOKEN')
    .option('--users <n>', 'demo: viewers at the start (2000)', whole)
    .option('--movies <n>', 'demo: movies (1200)', whole)
    .option('--seed <n>', 'demo: another seed is another world (1)', whole)
    .option('--past-days <n>', 'demo: days simulated before the viewers ask (7)', whole)
    .option('--speed <x>', 'demo: simulated seconds a second (3600)', positive)
    .option('--until-day <n>', 'demo: end after so many days of asking', whole)
    .option('--for <seconds>', 'end after this time', positive)
    .option('--public-port <n>', 'port of the lists (8082)', whole)
    .option('--control-port <n>', 'port of the status page (8090)', whole)
    .option('--simulated-port <n>', 'demo: port of the user and movie APIs (8080)', whole);
  return up.action((options: UpOptions) =>
    perform(terminal, options, (io) =>
      runUp(io, options, up.getOptionValueSource('home') !== 'default'),
    ),
  );
};

async function runUp(io: CommandIo, options: UpOptions, homeGiven: boolean): Promise<void> {
  const settings = settingsOf(
    {
      demo: options.demo === true,
      wishes: options,
      config: options.config,
      home: { path: io.homePath, given: homeGiven },
      host: options.host,
      ports: givenPorts(options),
    },
    { nowMs: systemClock.nowMs(), token: controlToken(process.env) ?? undefined },
  );
  const names = namedRoles(options.roles, settings.demo !== null);
  await requireFreePorts(portsOf(names, settings));
  const stop =
    options.for === undefined
      ? io.terminal.stop
      : AbortSignal.any([io.terminal.stop, AbortSignal.timeout(options.for * 1000)]);
  const beganMs = monotonicClock.nowMs();
  const end = await supervise(io, { names, settings, stop });
  const seconds = (monotonicClock.nowMs() - beganMs) / 1000;
  if (end.kind === 'gave-up')
    throw errorOf('UP_ROLE_FAILED', { role: end.role, found: 'wrong use' });
  io.result(
    { home: settings.home, ended: end.kind, seconds },
    `Ended in good order after ${duration(seconds)}. The same command goes on from here.`,
  );
}

async function supervise(
  { terminal }: CommandIo,
  up: {
    readonly names: readonly RoleName[];
    readonly settings: UpSettings;
    readonly stop: AbortSignal;
  },
): Promise<SupervisionEnd> {
  const board = upBoard(terminal);
  const status = upStatus(up.settings.demo?.speed ?? 1);
  const set = roleLines({
    names: [...up.names, SELF],
    columns: terminal.interactive ? terminal.columns : null,
    colour: terminal.interactive && process.env['NO_COLOR'] === undefined,
  });
  const wrap = roleLines({ names: [''], columns: terminal.columns, colour: false });
  for (const sentence of greeting(up.settings, up.names))
    board.line(wrap('', sentence).trimStart());
  const drawing = setInterval(() => board.status(status.words()), 500);
  const say = (sentence: string): void => board.line(set(SELF, sentence));
  up.stop.addEventListener('abort', () => say('Ending; Ctrl-C again ends at once.'), {
    once: true,
  });
  try {
    return await superviseRoles({
      roles: roleProcesses(up.names, up.settings),
      monotonic: monotonicClock,
      stop: up.stop,
      line: (role, text) => board.line(set(role, text)),
      facts: (_role, facts) => status.take(facts, monotonicClock.nowMs()),
      say,
    });
  } finally {
    clearInterval(drawing);
    board.end();
  }
}

/** The column of names calls the supervisor so. */
const SELF = 'up';

/** What it is and how it ends, and where the pages are. */
function greeting({ demo, host, ports, source }: UpSettings, names: readonly RoleName[]): string[] {
  const what =
    demo === null
      ? `Showrunner follows ${sourceWords(source)}.`
      : `Showrunner demo: ${count(demo.users)} simulated viewers, ${count(demo.movies)} movies.`;
  const pages = [
    ...(names.includes('web') ? [`Status http://${host}:${ports.control}`] : []),
    ...(names.includes('serve') ? [`Lists http://${host}:${ports.public}/recommend/1`] : []),
  ];
  return [`${what} Ctrl-C ends.`, ...(pages.length > 0 ? [pages.join(' · ')] : [])];
}

const givenPorts = (options: UpOptions): Partial<UpSettings['ports']> => ({
  ...(options.publicPort === undefined ? {} : { public: options.publicPort }),
  ...(options.controlPort === undefined ? {} : { control: options.controlPort }),
  ...(options.simulatedPort === undefined ? {} : { simulated: options.simulatedPort }),
});

const portsOf = (names: readonly RoleName[], { host, ports }: UpSettings) => [
  ...(names.includes('serve') ? [{ host, port: ports.public }] : []),
  ...(names.includes('web') ? [{ host, port: ports.control }] : []),
  ...(names.includes('simulate') ? [{ host: '127.0.0.1', port: ports.simulated }] : []),
];

function whole(text: string): number {
  if (/^\d{1,10}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Expected a whole number.');
}

function positive(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && value > 0 && value < Infinity) return value;
  throw new InvalidArgumentError('Expected a number above 0.');
}
