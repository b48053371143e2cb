import { Command, CommanderError } from 'commander';
import {
  defineDeadLetters,
  defineEmulate,
  defineList,
  defineWait,
  defineWatch,
} from './flags/define.js';
import {
  parseDeadLetters,
  type DeadLettersCommand,
  type DeadLettersFlags,
} from './commands/dead-letters/dead-letters-flags.js';
import {
  parseEmulate,
  type EmulateCommand,
  type EmulateFlags,
} from './commands/emulate/emulate-flags.js';
import { parseList, type ListCommand, type ListFlags } from './commands/list/list-flags.js';
import { parseWait, type WaitCommand, type WaitFlags } from './commands/wait/wait-flags.js';
import { parseWatch, type WatchCommand, type WatchFlags } from './commands/watch/watch-flags.js';

/** Runs the commands. Each resolves to its exit code. */
export interface Commands {
  wait(command: WaitCommand): Promise<number>;
  list(command: ListCommand): Promise<number>;
  watch(command: WatchCommand): Promise<number>;
  deadLetters(command: DeadLettersCommand): Promise<number>;
  emulate(command: EmulateCommand): Promise<number>;
  demo(): Promise<number>;
}

/** Options of `runProgram`. */
export interface ProgramOptions {
  readonly version: string;
  /** The exit code of usage errors. */
  readonly usage: number;
  /** Receives requested help. */
  readonly out: (text: string) => void;
  /** Receives usage errors, and help that was not requested. */
  readonly err: (text: string) => void;
}

/**
 * Parses the arguments and runs the command that they name.
 *
 * @param args without the program's own name
 * @returns the command's exit code; `usage` if commander has already reported a usage error
 * @throws {UsageError | InvalidOptionError} and the errors of the command
 */
export async function runProgram(
  args: readonly string[],
  commands: Commands,
  options: ProgramOptions,
): Promise<number> {
  let code = 0;
  const program = createProgram(commands, options, (result) => {
    code = result;
  });
  try {
    await program.parseAsync([...args], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : options.usage;
    throw error;
  }
  return code;
}

function createProgram(
  commands: Commands,
  { version, out, err }: ProgramOptions,
  exit: (code: number) => void,
): Command {
  const program = new Command('sso-admin-waiter')
    .description(
      'Waits for AWS IAM Identity Center requests: permission set provisioning and ' +
        'account assignments, for which AWS offers only polling.',
    )
    .version(version, '-V, --version', 'print the version')
    .exitOverride()
    .configureOutput({ writeOut: out, writeErr: err })
    .helpCommand(false)
    .showHelpAfterError('See --help for usage.');

  defineWait(program.command('wait')).action(async (ids: string[], flags: WaitFlags) => {
    exit(await commands.wait(parseWait(ids, flags)));
  });
  defineList(program.command('list')).action(async (flags: ListFlags) => {
    exit(await commands.list(parseList(flags)));
  });
  defineWatch(program.command('watch')).action(async (flags: WatchFlags) => {
    exit(await commands.watch(parseWatch(flags)));
  });
  defineDeadLetters(program.command('dead-letters')).action(async (flags: DeadLettersFlags) => {
    exit(await commands.deadLetters(parseDeadLetters(flags)));
  });
  defineEmulate(program.command('emulate')).action(async (flags: EmulateFlags) => {
    exit(await commands.emulate(parseEmulate(flags)));
  });
  program
    .command('demo')
    .summary('see it work, without an AWS account')
    .description(
      'Starts an emulator and some requests on it, waits for them, and prints a summary.',
    )
    .action(async () => {
      exit(await commands.demo());
    });
  return program;
}
