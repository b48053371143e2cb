import { writeTo } from '../../../watcher/sinks/ndjson/ndjson-sink.js';
import { sinkTypeOf } from '../../../watcher/sinks/sink-types.js';
import { serveWatcher } from '../../../watcher/http/serve.js';
import { createFolderStore } from '../../../watcher/store/folder/folder-store.js';
import { createWatcher } from '../../../watcher/watcher.js';
import type { MachineContext } from '../../context.js';
import { WEBHOOK_SECRET_VARIABLE, WEBHOOK_URL_VARIABLE } from './watch-flags.js';
import type { WatchParts } from './make-watcher.js';

/** The part of a command's context that the factories need. */
interface PartsContext extends Pick<MachineContext, 'env' | 'version'> {
  readonly terminal: { readonly outStream: NodeJS.WritableStream };
}

/** The real factories. */
export function partsOf({ terminal, env, version }: PartsContext): WatchParts {
  const write = writeTo(terminal.outStream);
  // Commands must not be able to sign webhooks as the watcher.
  const {
    [WEBHOOK_URL_VARIABLE]: _url,
    [WEBHOOK_SECRET_VARIABLE]: _secret,
    ...envOfCommands
  } = env;
  return {
    createWatcher,
    createStore: createFolderStore,
    createSink: (plan) => sinkTypeOf(plan).create(plan, { write, env: envOfCommands }),
    serve: (watcher, options) => serveWatcher(watcher, { ...options, version }),
  };
}
