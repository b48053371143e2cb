import { warmUp } from '../time/virtual-time.js';
import type { Comparison } from './pairs.js';
import { measurePerCall } from './per-call.js';
import { measurePerRequest } from './per-request.js';
import { measureStartUp } from './start-up.js';

process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

// Needs real time, so it runs before virtual time is used.
const startUp = await measureStartUp();
print('Start-up compared with bare node, wall time, medians of pairs:');
print(line('  sso-admin-waiter --help', startUp.help, 'ms', 0));
print(line('  sso-admin-waiter wait, one call', startUp.wait, 'ms', 0));
print(line('  importing the SDK', startUp.sdkImport, 'ms', 0));

await warmUp();
const { describe, page } = await measurePerCall();
print('\nCPU per call compared with a bare loop over the SDK, medians of pairs:');
print(line('  describe of one request', describe, 'ms', 3));
print(line('  page with 100 requests', page, 'ms', 3));

print('\nTracked requests:');
for (const { requests, bytes, roundMs, pages } of await measurePerRequest()) {
  const beyond = roundMs - pages * page.base;
  print(
    `  ${requests.toLocaleString('en')}: ${Math.round(bytes)} bytes each; a round of ${pages} pages ` +
      `${roundMs.toFixed(0)} ms CPU, ${beyond.toFixed(0)} ms more than the SDK, ` +
      `${((beyond / requests) * 1000).toFixed(1)} µs per request`,
  );
}

function line(
  title: string,
  { base, other, difference, ratio }: Comparison,
  unit: string,
  digits: number,
): string {
  const [from, to, by] = [base, other, difference].map((value) => value.toFixed(digits));
  return `${title.padEnd(36)}${to} ${unit} against ${from}: + ${by} ${unit}, × ${ratio.toFixed(2)}`;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
