import * as v from 'valibot';
import { hidden, listOf, nonBlank } from '../../../engine/options/schema.js';
import { described } from '../../../engine/options/setting.js';
import { defineSinkType, effortEntries, sinkSettings, withTimeoutMs } from '../sink-type.js';
import { createExecSink } from './exec-sink.js';

export const execSinkType = defineSinkType({
  usesStdout: false,
  settings: (paths) =>
    v.pipe(
      sinkSettings('exec', {
        command: described(v.pipe(nonBlank('a command'), v.transform(paths.command)), {
          description: 'A program on the PATH, or a path. It runs without a shell.',
        }),
        args: v.optional(
          described(listOf(v.string(hidden('a text')), hidden('an array')), {
            description: 'The arguments of the command. Default: none.',
          }),
          [],
        ),
        ...effortEntries({ timeout: '60s', concurrency: 4 }),
      }),
      v.description(
        'Runs a command for each request that ended, with the event as JSON on its standard input.',
      ),
      v.transform(withTimeoutMs),
    ),
  sources: () => [],
  plan: (settings) => settings,
  create: ({ type: _type, ...options }, { env }) => createExecSink({ ...options, env }),
  describe: ({ command }) => command,
  warnings: () => [],
});
