import { Option, type Command } from 'commander';
import { REQUEST_KINDS } from '../../engine/requests/kinds.js';
import { REQUEST_STATUSES } from '../../engine/requests/request.js';
import { LIST_EXAMPLES, WAIT_EXAMPLES, WATCH_EXAMPLES } from '../help-text.js';
import { WATCHER_FLAGS } from '../config/watcher-settings.js';
import { LOG_LEVELS, OUTPUT_FORMATS } from './output-format.js';
import { WEBHOOK_SECRET_VARIABLE, WEBHOOK_URL_VARIABLE } from '../commands/watch/watch-flags.js';

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
    .option('--limit <number>', 'maximum number of requests')
    .option('--details', 'describe each: account, permission set, principal, reason')
    .addOption(outputOption('a table, one array, or a request a line as it is found'));
  return connectionOptions(command).addHelpText('after', LIST_EXAMPLES);
}

/** What commander is to know about `watch`; `WatchFlags` is what comes of it. */
export function defineWatch(command: Command): Command {
  command
    .summary('watch every request for as long as it runs')
    .description('Finds every request, no matter who started it, and delivers how each ended.')
    .option(
      '--config <file>',
      'JSON file with these settings, for several instances; flags override it',
    )
    .option('--kind <kind>', `${severalOf(REQUEST_KINDS)} (default: all)`, collect)
    .option(
      '--since <when>',
      'at the first start, report also what has ended since: 1h, 2d, or 2026-01-31T08:00Z',
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
    .option('--log-pretty', 'logs for people, in place of JSON')
    .optionsGroup('Delivery:')
    .option('--no-stdout', 'write no events to standard output')
    .option('--webhook <url>', `POST events there (environment: ${WEBHOOK_URL_VARIABLE})`)
    .option(
      '--webhook-secret-file <file>',
      `what signs them, whsec_… (environment: ${WEBHOOK_SECRET_VARIABLE})`,
    )
    .option('--exec <command>', 'run it, without a shell, for each request that ended')
    .option('--exec-arg <arg>', 'argument for it; repeat for more', collect)
    .optionsGroup('HTTP:')
    .option('--listen <host:port>', 'serve a live page, probes and metrics; 9464: on loopback')
    .option(
      '--allow-host <name>',
      'another name under which it is reached; repeat for more',
      collect,
    );
  return endpointOptions(
    command
      .optionsGroup('Connection:')
      .option(
        '--instance-arn <arn>',
        'Identity Center instance; repeat for more (default: the only one there is)',
        collect,
      ),
  ).addHelpText('after', WATCH_EXAMPLES);
}

/** What commander is to know about `dead-letters`; `DeadLettersFlags` is what comes of it. */
export function defineDeadLetters(command: Command): Command {
  return command
    .summary('show what the sinks of a watcher refused')
    .description(
      'Shows the events that sinks refused for good, as NDJSON. The watcher must not run meanwhile.',
    )
    .option('--state <folder>', "the watcher's (default: in the platform's state folder)")
    .option('--sink <name>', 'only those of this sink (default: all)')
    .option('--retry', 'deliver them once more, when the watcher starts')
    .option('--discard', 'remove them');
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
  return endpointOptions(
    command
      .optionsGroup('Connection:')
      .option('--instance-arn <arn>', 'Identity Center instance (default: the only one there is)'),
  ).option(
    '--max-tps <number>',
    'maximum calls a second; the quota of an account is 20 (default: 10)',
  );
}

function endpointOptions(command: Command): Command {
  return command
    .option('--region <region>', 'AWS Region (default: as for any AWS SDK)')
    .option('--profile <name>', 'profile of the shared AWS configuration files')
    .option('--endpoint-url <url>', "another endpoint, such as an emulator's");
}

function outputOption(what: string): Option {
  return new Option('-o, --output <format>', what).choices(OUTPUT_FORMATS).default('text');
}

function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}
