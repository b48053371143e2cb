import { defineSinkType, sinkSettings } from '../sink-type.js';
import { createNdjsonSink } from './ndjson-sink.js';

export const ndjsonSinkType = defineSinkType({
  usesStdout: true,
  settings: () => sinkSettings('ndjson', {}),
  sources: () => [],
  plan: (settings) => settings,
  create: ({ name }, { write }) => createNdjsonSink({ name, write }),
  describe: () => 'standard output',
  warnings: () => [],
});
