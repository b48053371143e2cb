import { SSOAdminClient } from '@aws-sdk/client-sso-admin';
import { now } from '../../../engine/util/clock.js';
import type { Context } from '../../context.js';
import { demoSummary } from './demo-summary.js';
import { demoEmulator, startRequests } from './demo-scenario.js';
import { EXIT } from '../../exit-code.js';
import { runWait } from '../wait/run-wait.js';

/** Demonstrates a wait with an emulator. Resolves to 0, although some requests fail on purpose. */
export async function demo(context: Context): Promise<number> {
  const { terminal, interruption } = context;
  const emulator = demoEmulator();
  const { url } = await emulator.listen();
  const client = new SSOAdminClient({
    endpoint: url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'emulated', secretAccessKey: 'emulated' },
    maxAttempts: 1,
  });
  try {
    terminal.err(`Emulating IAM Identity Center at ${url}; starting requests on it.`);
    const refs = await startRequests(client, emulator, interruption.signal);
    const beganMs = now();
    const { outcomes, stats } = await runWait(
      {
        refs,
        options: { client, timeoutMs: 60_000 },
        failFast: false,
        output: 'text',
        reporting: { quiet: false, progress: true, logLevel: 'silent' },
      },
      context,
    );
    if (interruption.exitCode !== undefined) return interruption.exitCode;
    const timings = outcomes.flatMap(({ requestId, elapsedMs }) => {
      const actual = emulator.inspect(requestId);
      if (actual === undefined) return [];
      const { startedAtMs, endsAtMs } = actual;
      return {
        durationMs: endsAtMs - startedAtMs,
        delayMs: Math.max(0, beganMs + elapsedMs - endsAtMs),
      };
    });
    terminal.out(demoSummary(outcomes, stats, timings, terminal.outColumns()));
    return EXIT.ok;
  } finally {
    client.destroy();
    await emulator.close();
  }
}
