import { afterAll } from 'vitest';
import {
  createEmulator,
  type Emulator,
  type EmulatorOptions,
} from '../../../src/emulator/index.js';
import { emulatorEnv } from './cli.js';

/** An emulator that listens, and the environment that points the command at it. */
export interface Emulated {
  readonly emulator: Emulator;
  readonly url: string;
  readonly env: NodeJS.ProcessEnv;
}

const listening: Emulator[] = [];

afterAll(async () => {
  await Promise.all(listening.map((emulator) => emulator.close()));
});

/** Starts an emulator for one test, with no limits on how much is outstanding. */
export async function emulated(options: EmulatorOptions = {}): Promise<Emulated> {
  const quotas = { outstandingAssignments: Infinity, outstandingProvisionings: Infinity };
  const emulator = createEmulator({ quotas, ...options });
  listening.push(emulator);
  const { url } = await emulator.listen();
  return { emulator, url, env: emulatorEnv(url) };
}
