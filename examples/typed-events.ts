// Track every request that is in progress, and react to each one when it ends.
import { SSOAdminClient } from '@aws-sdk/client-sso-admin';
import { createTracker, discoverRequests, findInstanceArn } from 'sso-admin-waiter';

const client = new SSOAdminClient({});
const instanceArn = await findInstanceArn({ client });
const tracker = createTracker({ client });

tracker.on('throttled', ({ ratePerSecond }) => {
  console.error(`throttled, slowing down to ${ratePerSecond.toFixed(1)} calls a second`);
});

for await (const ref of discoverRequests({ client, instanceArn, statuses: ['IN_PROGRESS'] })) {
  tracker.track(ref);
}
for await (const event of tracker) {
  if (event.type === 'succeeded') console.log(`${event.requestId} succeeded`);
  if (event.type === 'failed') {
    console.log(`${event.requestId} failed (${event.category}): ${event.failureReason}`);
  }
}
