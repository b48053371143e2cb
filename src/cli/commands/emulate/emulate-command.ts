import { once } from 'node:events';
import { createEmulator, type ListeningEmulator } from '../../../emulator/index.js';
import type { Context } from '../../context.js';
import { EXIT } from '../../exit-code.js';
import type { EmulateCommand } from './emulate-flags.js';
import { emulatorGreeting } from './emulator-greeting.js';
import { UsageError } from '../../usage-error.js';

/** Runs an emulator until it is interrupted. Resolves to the exit code. */
export async function emulate(command: EmulateCommand, context: Context): Promise<number> {
  const { terminal, interruption } = context;
  const { port, host, seed, medianMs, failureRate, ratePerSecond } = command;
  const emulator = createEmulator({
    seed,
    failureRate,
    ...(medianMs === undefined ? {} : { durations: { medianMs, sigma: 0.8 } }),
    ...(ratePerSecond === undefined ? {} : { quotas: { ratePerSecond } }),
  });
  const listening = await emulator.listen({ port, host }).catch(explain(command));
  const { instanceArn, permissionSetArn } = emulator;
  terminal.out(emulatorGreeting({ url: listening.url, instanceArn, permissionSetArn }));
  const { signal } = interruption;
  if (!signal.aborted) await once(signal, 'abort');
  await emulator.close();
  return EXIT.ok;
}

function explain({ host, port }: EmulateCommand): (error: unknown) => Promise<ListeningEmulator> {
  return (error) => {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`Cannot listen on ${host}, port ${port} (--host, --port). ${reason}`);
  };
}
