import { Option, type Command } from 'commander';
import { LISTED_KINDS, REQUEST_KINDS } from '../../engine/requests/kinds.js';
import { REQUEST_STATUSES } from '../../engine/requests/request.js';
import { LIST_EXAMPLES, WAIT_EXAMPLES, WATCH_EXAMPLES } from '../help-text.js';
import { WATCHER_FLAGS } from '../config/watcher-settings.js';
import { LOG_LEVELS, OUTPUT_FORMATS } from './output-format.js';
import { WEBHOOK_SECRET_VARIABLE, WEBHOOK_URL_VARIABLE } from '../commands/watch/watch-flags.js';

/** Defines the flags of `wait` for commander. They are parsed into `WaitFlags`. */
export function defineWait(command: Command): Command {
  command
    .summary('wait until requests have ended')
    .description('Waits until requests have ended, and reports their results.')
    .argument('[REQUEST_ID...]', "requests to wait for; '-' reads ids and JSON from standard input")
    .option('--all', 'wait for all requests that are in progress')
    .option(
      '--kind <kind>',
      `kind of the request ids: ${REQUEST_KINDS.join(', ')} (default: the first); ` +
        'with --all: one or several, or all (default: all)',
      collect,
    )
    .option('--timeout <duration>', 'how long to wait: 90s, 15m, 1h, or seconds', '15m')
    .option('--fail-fast', 'stop at the first failure')
    .addOption(outputOption('a table, one array at the end, or one event per line'))
    .option('-q, --quiet', 'write only errors to standard error')
    .option('--no-progress', 'show only the summary, no progress')
    .addOption(
      new Option('--log-level <level>', 'write JSON logs to standard error instead of progress')
        .choices(LOG_LEVELS)
        .default('silent'),
    );
  return connectionOptions(command).addHelpText('after', WAIT_EXAMPLES);
}

/** Defines the flags of `list` for commander. They are parsed into `ListFlags`. */
export function defineList(command: Command): Command {
  command
    .summary('list requests, newest first')
    .description('Lists the requests that AWS still lists, newest first.')
    .option('--kind <kind>', `${severalOf(LISTED_KINDS)} (default: all)`, collect)
    .option('--status <status>', `${severalOf(REQUEST_STATUSES)} (default: all)`, collect)
    .option('--limit <number>', 'maximum number of requests')
    .option('--details', 'describe each request: account, permission set, principal, reason')
    .addOption(outputOption('a table, one array, or one request per line'));
  return connectionOptions(command).addHelpText('after', LIST_EXAMPLES);
}

/** Defines the flags of `watch` for commander. They are parsed into `WatchFlags`. */
export function defineWatch(command: Command): Command {
  command
    .summary('watch every request, as a long-running process')
    .description('Finds every request, no matter who started it, and delivers its result.')
    .option(
      '--config <file>',
      'JSON file with these settings, for several instances; flags override it',
    )
    .option('--kind <kind>', `${severalOf(LISTED_KINDS)} (default: all)`, collect)
    .option(
      '--since <when>',
      'at the first start, also report requests created since then: 1h, 2d, or 2026-01-31T08:00Z',
    )
    .option('--state <folder>', "the durable state (default: in the platform's state folder)");
  for (const { flags, help } of WATCHER_FLAGS) command.option(flags, help);
  command
    .addOption(
      new Option(
        '--log-level <level>',
        'lowest level of the logs on standard error (default: info)',
      ).choices(LOG_LEVELS),
    )
    .option('--log-pretty', 'human-readable logs instead of JSON')
    .optionsGroup('Delivery:')
    .option('--no-stdout', 'write no events to standard output')
    .option('--webhook <url>', `POST events there (environment: ${WEBHOOK_URL_VARIABLE})`)
    .option(
      '--webhook-secret-file <file>',
      `file with the signing secret, whsec_… (environment: ${WEBHOOK_SECRET_VARIABLE})`,
    )
    .option('--exec <command>', 'run a command, without a shell, for each request that ended')
    .option('--exec-arg <arg>', 'argument of the command; repeatable', collect)
    .optionsGroup('HTTP:')
    .option(
      '--listen <host:port>',
      'serve a live page, probes and metrics; a port alone is on loopback',
    )
    .option('--allow-host <name>', 'another host name of the HTTP server; repeatable', collect);
  return endpointOptions(
    command
      .optionsGroup('Connection:')
      .option(
        '--instance-arn <arn>',
        'Identity Center instance; repeatable (default: the only one)',
        collect,
      ),
  ).addHelpText('after', WATCH_EXAMPLES);
}

/** Defines the flags of `dead-letters` for commander. They are parsed into `DeadLettersFlags`. */
export function defineDeadLetters(command: Command): Command {
  return command
    .summary('show the events that sinks rejected')
    .description('Shows the dead letters of a watcher as NDJSON. Stop the watcher first.')
    .option(
      '--state <folder>',
      "the state of the watcher (default: in the platform's state folder)",
    )
    .option('--sink <name>', 'only dead letters of this sink (default: all)')
    .option('--retry', 'deliver them again at the next start of the watcher')
    .option('--discard', 'delete them');
}

/** Defines the flags of `emulate` for commander. They are parsed into `EmulateFlags`. */
export function defineEmulate(command: Command): Command {
  return command
    .summary('run an SSO Admin emulator on this machine')
    .description('Runs an SSO Admin emulator on this machine until it is interrupted.')
    .option('--port <number>', 'port to listen on; 0 selects a free port', '0')
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--seed <number>', 'seed of the random durations and failures', '1')
    .option('--median <duration>', 'median duration of requests (default: 15s to 25s, by kind)')
    .option('--failure-rate <share>', 'share of requests that fail, from 0 to 1', '0')
    .option('--tps <number>', 'calls a second before it throttles (default: 20)');
}

function severalOf(words: readonly string[]): string {
  return `one or several of ${words.join(', ')}, or all`;
}

function connectionOptions(command: Command): Command {
  return endpointOptions(
    command
      .optionsGroup('Connection:')
      .option('--instance-arn <arn>', 'Identity Center instance (default: the only one)'),
  ).option(
    '--max-tps <number>',
    'maximum calls a second; the quota of an account is 20 (default: 10)',
  );
}

function endpointOptions(command: Command): Command {
  return command
    .option('--region <region>', 'AWS Region (default: from the environment, like any AWS SDK)')
    .option('--profile <name>', 'profile of the shared AWS configuration files')
    .option('--endpoint-url <url>', 'another endpoint, such as that of an emulator');
}

function outputOption(description: string): Option {
  return new Option('-o, --output <format>', description).choices(OUTPUT_FORMATS).default('text');
}

function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}
