import { Command, CommanderError, Option } from 'commander';
import { REQUEST_KINDS } from '../request/kinds.js';
import { REQUEST_STATUSES } from '../request/request.js';
import { parseEmulate, type EmulateCommand, type EmulateFlags } from './flags/emulate.js';
import { parseList, type ListCommand, type ListFlags } from './flags/list.js';
import { LOG_LEVELS, OUTPUT_FORMATS } from './flags/output.js';
import { parseWait, type WaitCommand, type WaitFlags } from './flags/wait.js';
import { LIST_EXAMPLES, WAIT_EXAMPLES } from './help-text.js';

/** What each command does; each resolves to its exit code. */
export interface Commands {
  wait(command: WaitCommand): Promise<number>;
  list(command: ListCommand): Promise<number>;
  emulate(command: EmulateCommand): Promise<number>;
  demo(): Promise<number>;
}

/** Where help and complaints go. */
export interface HelpOutput {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

/**
 * Understands the arguments and runs the command that they name.
 *
 * @param args without the program's own name
 * @returns the command's exit code; `usage` where commander has already complained
 * @throws {UsageError | InvalidOptionError} and whatever the command throws
 */
export async function runProgram(
  args: readonly string[],
  commands: Commands,
  { version, usage, help }: { version: string; usage: number; help: HelpOutput },
): Promise<number> {
  let code = 0;
  const program = createProgram(
    commands,
    (result) => {
      code = result;
    },
    help,
  ).version(version, '-V, --version', 'print the version');
  try {
    await program.parseAsync([...args], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : usage;
    throw error;
  }
  return code;
}

function createProgram(
  commands: Commands,
  exit: (code: number) => void,
  { out, err }: HelpOutput,
): Command {
  const program = new Command('sso-admin-waiter')
    .description(
      'Waits for AWS IAM Identity Center requests: permission set provisioning and ' +
        'account assignments, of which AWS tells the end only to those who ask.',
    )
    .exitOverride()
    .configureOutput({ writeOut: out, writeErr: err })
    .helpCommand(false)
    .showHelpAfterError('Run it with --help for usage.');

  connectionOptions(
    program
      .command('wait')
      .summary('wait until requests have ended')
      .description('Waits until requests have ended, and says how.')
      .argument(
        '[REQUEST_ID...]',
        "requests to wait for; '-' reads ids and JSON from standard input",
      )
      .option('--all', 'wait for whatever of the chosen kinds is in progress now')
      .option(
        '--kind <kind>',
        `kind of the ids given, of ${REQUEST_KINDS.join(', ')}; with --all also several, or all ` +
          `(default: ${REQUEST_KINDS[0]})`,
        collect,
      )
      .option('--timeout <duration>', 'how long to wait: 90s, 15m, 1h, or seconds', '15m')
      .option('--fail-fast', 'stop at the first failure')
      .addOption(outputOption('a table, one array at the end, or an event a line as it happens'))
      .option('-q, --quiet', 'write nothing but errors to standard error')
      .option('--no-progress', 'show no progress, only the summary')
      .addOption(
        new Option('--log-level <level>', 'write JSON logs to standard error, in place of progress')
          .choices(LOG_LEVELS)
          .default('silent'),
      ),
  )
    .addHelpText('after', WAIT_EXAMPLES)
    .action(async (ids: string[], flags: WaitFlags) => {
      exit(await commands.wait(parseWait(ids, flags)));
    });

  connectionOptions(
    program
      .command('list')
      .summary('list requests, newest first')
      .description('Lists the requests that the service still shows, newest first.')
      .option(
        '--kind <kind>',
        `of ${REQUEST_KINDS.join(', ')}; several, or all (default: all)`,
        collect,
      )
      .option(
        '--status <status>',
        `of ${REQUEST_STATUSES.join(', ')}; several, or all (default: all)`,
        collect,
      )
      .option('--limit <number>', 'stop after so many')
      .option('--details', 'describe each: account, permission set, principal, reason')
      .addOption(outputOption('a table, one array, or a request a line as it is found')),
  )
    .addHelpText('after', LIST_EXAMPLES)
    .action(async (flags: ListFlags) => {
      exit(await commands.list(parseList(flags)));
    });

  program
    .command('emulate')
    .summary('run an SSO Admin emulator on this machine')
    .description('Runs an emulator of the service on this machine, until it is interrupted.')
    .option('--port <number>', 'port to listen on; 0: any free one', '0')
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--seed <number>', 'same seed, same durations and failures', '1')
    .option('--median <duration>', 'median duration of requests (default: 15s to 25s, by kind)')
    .option('--failure-rate <share>', 'share of requests that fail, from 0 to 1', '0')
    .option('--tps <number>', 'calls a second before it throttles (default: 20)')
    .action(async (flags: EmulateFlags) => {
      exit(await commands.emulate(parseEmulate(flags)));
    });

  program
    .command('demo')
    .summary('see it work, without an AWS account')
    .description('Starts an emulator and some requests on it, waits for them, and sums up.')
    .action(async () => {
      exit(await commands.demo());
    });
  return program;
}

function connectionOptions(command: Command): Command {
  return command
    .optionsGroup('Connection:')
    .option('--instance-arn <arn>', 'Identity Center instance (default: the only one there is)')
    .option('--region <region>', 'AWS Region (default: as for any AWS SDK)')
    .option('--profile <name>', 'profile of the shared AWS configuration files')
    .option('--endpoint-url <url>', "another endpoint, such as an emulator's")
    .option(
      '--max-tps <number>',
      'most calls a second, of the 20 that an account has (default: 10)',
    );
}

function outputOption(what: string): Option {
  return new Option('-o, --output <format>', what).choices(OUTPUT_FORMATS).default('text');
}

function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}
