import type { Command, CommanderError } from 'commander';
import { errorOf, type ShowrunnerError } from '../domain/errors.ts';

/** What is wrong with a command line, in the words of `BAD_USAGE`. */
interface Wrong {
  readonly found: string;
  readonly expected: string;
}

/**
 * Commander's complaint in the house's form, naming the help of the deepest command that the
 * arguments name. An unknown option comes before a required one that is missing, for one is
 * often the other misspelt.
 */
export function usageErrorOf(
  thrown: CommanderError,
  program: Command,
  args: readonly string[],
): ShowrunnerError {
  const named = commandNamed(program, args);
  const told =
    thrown.code === 'commander.missingMandatoryOptionValue'
      ? (unknownOptionOf(named) ?? thrown)
      : thrown;
  const [, sentence, nearest] = /^(?:error: )?(.*?)(?:\n\(Did you mean (.*)\?\))?$/s.exec(
    told.message,
  )!;
  return errorOf(
    'BAD_USAGE',
    {
      ...wrongOf(told.code, sentence!.replace(/\.$/, ''), named),
      ...(nearest === undefined ? {} : { nearest }),
      help: `npx ${pathOf(named)} --help`,
    },
    thrown,
  );
}

function commandNamed(program: Command, args: readonly string[]): Command {
  let named = program;
  for (const word of args.filter((arg) => !arg.startsWith('-'))) {
    const child = named.commands.find((command) => command.name() === word);
    if (child === undefined) break;
    named = child;
  }
  return named;
}

const pathOf = (command: Command): string =>
  command.parent === null ? command.name() : `${pathOf(command.parent)} ${command.name()}`;

/** Asks commander again with nothing required and nothing done. */
function unknownOptionOf(command: Command): CommanderError | null {
  for (const option of command.options) option.makeOptionMandatory(false);
  command.action(() => undefined);
  try {
    command.parse(command.args, { from: 'user' });
  } catch (thrown) {
    const error = thrown as CommanderError;
    if (error.code === 'commander.unknownOption') return error;
  }
  return null;
}

function wrongOf(code: string, sentence: string, command: Command): Wrong {
  const quoted = /'(.*)'/s.exec(sentence)?.[1] ?? '';
  switch (code) {
    case 'commander.unknownOption':
      return { found: sentence, expected: 'one of its options' };
    case 'commander.unknownCommand':
      return { found: sentence, expected: 'one of its commands' };
    case 'commander.missingMandatoryOptionValue':
      return { found: `no ${quoted}`, expected: 'that option' };
    case 'commander.missingArgument':
      return { found: `no <${quoted}>`, expected: 'that argument' };
    case 'commander.optionMissingArgument':
      return {
        found: `nothing after ${quoted.replace(/ .*/, '')}`,
        expected: quoted.replace(/^.*? (?=[<[])/, ''),
      };
    case 'commander.excessArguments':
      return excessOf(command);
    case 'commander.invalidArgument':
      return invalidOf(sentence);
    default:
      return { found: sentence, expected: 'what its help says' };
  }
}

function excessOf({ args, registeredArguments }: Command): Wrong {
  const found = args.map((arg) => `'${arg}'`).join(', ');
  const wanted = registeredArguments.map((argument) => `<${argument.name()}>`).join(' ');
  return {
    found: `${args.length === 1 ? 'the argument' : `${args.length} arguments,`} ${found}`,
    expected: wanted === '' ? 'none' : `only ${wanted}`,
  };
}

/** Of `option 'FLAGS' argument 'VALUE' is invalid. REASON`, and the like for an argument. */
function invalidOf(sentence: string): Wrong {
  const option = /^option '(.*?)' argument '(.*)' is invalid\. (.*)$/s.exec(sentence);
  const argument = /^command-argument value '(.*)' is invalid for argument '(.*?)'\. (.*)$/s.exec(
    sentence,
  );
  const [flags, value, reason] =
    option?.slice(1) ?? (argument ? [`<${argument[2]}>`, argument[1], argument[3]] : []);
  if (reason === undefined) return { found: sentence, expected: 'what its help says' };
  return {
    found: `'${value}' for ${flags}`,
    expected: reason.replace(/^Expected /, '').replace(/^Allowed choices are /, 'one of '),
  };
}
