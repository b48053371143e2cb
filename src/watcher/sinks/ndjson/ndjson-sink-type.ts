import * as v from 'valibot';
import { defineSinkType, sinkSettings } from '../sink-type.js';
import { createNdjsonSink } from './ndjson-sink.js';

export const ndjsonSinkType = defineSinkType({
  usesStdout: true,
  settings: () =>
    v.pipe(
      sinkSettings('ndjson', {}),
      v.description('Writes each event to standard output, as one line of JSON.'),
    ),
  sources: () => [],
  plan: (settings) => settings,
  create: ({ name }, { write }) => createNdjsonSink({ name, write }),
  describe: () => 'standard output',
  warnings: () => [],
});
