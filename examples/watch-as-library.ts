// Watch every request in your own program, with a custom sink and a loop over the events.
import { createFolderStore, createWatcher, type Sink } from 'sso-admin-waiter/watch';

/** A sink can receive an event more than once, so it should be idempotent. */
const tickets: Sink = {
  name: 'tickets',
  receives: 'terminal',
  async deliver(event) {
    if (event.type === 'failed') console.log(`ticket ${event.id}: ${event.failureReason}`);
    return { type: 'delivered' };
  },
};

const watcher = createWatcher({
  sinks: [tickets],
  state: createFolderStore(process.env['STATE_FOLDER'] ?? './state'),
});
watcher.on('instance-failing', ({ instance, message }) => console.error(`${instance}: ${message}`));

const stopping = new AbortController();
process.once('SIGTERM', () => stopping.abort());

// The first step of the loop starts the watcher.
for await (const event of watcher.events({ signal: stopping.signal })) {
  console.log(`${event.requestId} ${event.status}`);
}
await watcher.stop();
