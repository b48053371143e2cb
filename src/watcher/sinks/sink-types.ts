import * as v from 'valibot';
import type { Paths } from '../../engine/options/setting.js';
import { execSinkType } from './exec/exec-sink-type.js';
import { ndjsonSinkType } from './ndjson/ndjson-sink-type.js';
import type { SinkSettings, SinkType } from './sink-type.js';
import { webhookSinkType } from './webhook/webhook-sink-type.js';

/** The types of sinks that config files can name. */
export const SINK_TYPES = new Map<string, SinkType>([
  ['webhook', webhookSinkType],
  ['exec', execSinkType],
  ['ndjson', ndjsonSinkType],
]);

/** The definition of the type that settings or a plan name. */
export function sinkTypeOf({ type }: SinkSettings): SinkType {
  const definition = SINK_TYPES.get(type);
  if (definition === undefined) throw new TypeError(`no sink has the type ${type}`);
  return definition;
}

/** The settings of a sink of any type. */
export function sinkSettingsSchema(paths: Paths): v.GenericSchema<unknown, SinkSettings> {
  const types = [...SINK_TYPES.keys()];
  const schemas = [...SINK_TYPES.values()].map((type) => type.settings(paths));
  return v.variant('type', schemas as never, ({ path }) =>
    path === undefined ? 'an object' : `one of ${types.join(', ')}`,
  );
}
