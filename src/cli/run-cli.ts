import { Command, CommanderError } from 'commander';
import { InputError, ShowrunnerError } from '../domain/errors.ts';
import { servingOf } from '../compose.ts';
import { backtestCommand } from './backtest.ts';
import { behaveCommand } from './behave.ts';
import { datasetCommand } from './dataset.ts';
import { compactCommand } from './compact.ts';
import { doctorCommand } from './doctor.ts';
import { experimentCommand } from './experiment.ts';
import { featuresCommand } from './features.ts';
import { catalogueCommand } from './catalogue.ts';
import { checkCommand } from './check.ts';
import { importCommand } from './import.ts';
import { ingestCommand } from './ingest.ts';
import { modelsCommand, promoteCommand, rollbackCommand } from './models.ts';
import { operationCommand } from './operation.ts';
import { quarantineCommand } from './quarantine.ts';
import { alertsCommand } from './alerts.ts';
import { reportCommand } from './report.ts';
import { retainCommand } from './retain.ts';
import { retrainCommand } from './retrain.ts';
import { rolloutCommand } from './rollout.ts';
import { runCommand } from './run.ts';
import { serveCommand } from './serve.ts';
import { simulateCommand } from './simulate.ts';
import { roleCommand } from './roles/role-command.ts';
import { evaluateCommand } from './evaluate.ts';
import { trainCommand } from './train.ts';
import { tuneCommand } from './tune.ts';
import { programVersion } from './up-program-version.ts';
import { upCommand } from './up.ts';
import { usageErrorOf } from './usage-error.ts';
import { webCommand } from './web.ts';
import { whyCommand } from './why.ts';
import type { Terminal } from './terminal.ts';

/** Exit codes of every command. */
export const EXIT = { done: 0, failed: 1, wrongUse: 2 } as const;

/** The command line as a tree of commands. */
export function buildProgram(terminal: Terminal): Command {
  const program = new Command('showrunner')
    .description("Runs a streaming service's recommender in production.")
    .version(programVersion(), '--version', 'print the version');
  program.addCommand(ingestCommand(terminal));
  program.addCommand(catalogueCommand(terminal));
  program.addCommand(quarantineCommand(terminal));
  program.addCommand(importCommand(terminal));
  program.addCommand(checkCommand(terminal));
  program.addCommand(datasetCommand(terminal));
  program.addCommand(featuresCommand(terminal));
  program.addCommand(runCommand(terminal));
  program.addCommand(trainCommand(terminal));
  program.addCommand(tuneCommand(terminal));
  program.addCommand(evaluateCommand(terminal));
  program.addCommand(behaveCommand(terminal));
  program.addCommand(modelsCommand(terminal));
  program.addCommand(promoteCommand(terminal));
  program.addCommand(rollbackCommand(terminal));
  program.addCommand(retrainCommand(terminal));
  program.addCommand(rolloutCommand(terminal));
  program.addCommand(serveCommand(terminal, servingOf));
  program.addCommand(webCommand(terminal));
  program.addCommand(whyCommand(terminal));
  program.addCommand(reportCommand(terminal));
  program.addCommand(alertsCommand(terminal));
  program.addCommand(experimentCommand(terminal));
  program.addCommand(backtestCommand(terminal));
  program.addCommand(simulateCommand(terminal));
  program.addCommand(doctorCommand(terminal));
  program.addCommand(compactCommand(terminal));
  program.addCommand(retainCommand(terminal));
  program.addCommand(upCommand(terminal));
  program.addCommand(roleCommand(terminal), { hidden: true });
  program.addCommand(operationCommand(terminal), { hidden: true });
  return program;
}

/**
 * Runs one command line.
 *
 * @param args without the program's name
 * @param program the tree of commands; another one than the real one in tests only
 * @returns the exit code: 0 done, 1 the work failed, 2 wrong use
 */
export async function runCli(
  args: readonly string[],
  terminal: Terminal,
  program: Command = buildProgram(terminal),
): Promise<number> {
  forEachCommand(program, (command) => {
    command.exitOverride().configureOutput({
      writeOut: (text) => terminal.out(text),
      writeErr: (text) => terminal.err(text),
      outputError: () => undefined,
    });
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return EXIT.done;
  } catch (thrown) {
    if (!(thrown instanceof CommanderError)) return report(thrown, terminal);
    if (thrown.exitCode === 0) return EXIT.done;
    if (thrown.code === HELP_INSTEAD) return EXIT.wrongUse;
    return report(usageErrorOf(thrown, program, args), terminal);
  }
}

/** Commander printed the help of a command that only holds others. */
const HELP_INSTEAD = 'commander.help';

function forEachCommand(command: Command, visit: (command: Command) => void): void {
  visit(command);
  for (const child of command.commands) forEachCommand(child, visit);
}

function report(thrown: unknown, terminal: Terminal): number {
  if (thrown instanceof ShowrunnerError) {
    terminal.err(`showrunner: ${thrown.message} [${thrown.code}]\n`);
    return thrown instanceof InputError ? EXIT.wrongUse : EXIT.failed;
  }
  const stack = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
  terminal.err(`showrunner: an error nobody foresaw; please report it.\n${stack}\n`);
  return EXIT.failed;
}
