import { Option, type Command } from 'commander';
import { REQUEST_KINDS } from '../../request/kinds.js';
import { REQUEST_STATUSES } from '../../request/request.js';
import { LIST_EXAMPLES, WAIT_EXAMPLES } from '../help-text.js';
import { LOG_LEVELS, OUTPUT_FORMATS } from './output.js';

/** What commander is to know about `wait`; `WaitFlags` is what comes of it. */
export function defineWait(command: Command): Command {
  command
    .summary('wait until requests have ended')
    .description('Waits until requests have ended, and says how.')
    .argument('[REQUEST_ID...]', "requests to wait for; '-' reads ids and JSON from standard input")
    .option('--all', 'wait for whatever of the chosen kinds is in progress now')
    .option(
      '--kind <kind>',
      `kind of the ids given, of ${REQUEST_KINDS.join(', ')} (default: the first); ` +
        'with --all also several, or all (default: all)',
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
    );
  return connectionOptions(command).addHelpText('after', WAIT_EXAMPLES);
}

/** What commander is to know about `list`; `ListFlags` is what comes of it. */
export function defineList(command: Command): Command {
  command
    .summary('list requests, newest first')
    .description('Lists the requests that the service still shows, newest first.')
    .option('--kind <kind>', `${severalOf(REQUEST_KINDS)} (default: all)`, collect)
    .option('--status <status>', `${severalOf(REQUEST_STATUSES)} (default: all)`, collect)
    .option('--limit <number>', 'stop after so many')
    .option('--details', 'describe each: account, permission set, principal, reason')
    .addOption(outputOption('a table, one array, or a request a line as it is found'));
  return connectionOptions(command).addHelpText('after', LIST_EXAMPLES);
}

/** What commander is to know about `emulate`; `EmulateFlags` is what comes of it. */
export function defineEmulate(command: Command): Command {
  return command
    .summary('run an SSO Admin emulator on this machine')
    .description('Runs an emulator of the service on this machine, until it is interrupted.')
    .option('--port <number>', 'port to listen on; 0: any free one', '0')
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--seed <number>', 'same seed, same durations and failures', '1')
    .option('--median <duration>', 'median duration of requests (default: 15s to 25s, by kind)')
    .option('--failure-rate <share>', 'share of requests that fail, from 0 to 1', '0')
    .option('--tps <number>', 'calls a second before it throttles (default: 20)');
}

function severalOf(words: readonly string[]): string {
  return `of ${words.join(', ')}; several, or all`;
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
