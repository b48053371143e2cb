import { afterAll } from 'vitest';
import {
  createEmulator,
  type Emulator,
  type EmulatorOptions,
} from '../../../src/emulator/index.js';
import { emulatorEnv, type CliResult } from './cli.js';
import {
  endInProcess,
  runInProcess,
  startInProcess,
  type InProcessCli,
  type InProcessOptions,
} from './run-in-process.js';

/** A listening emulator, and functions that run the command with it. */
export interface Emulated {
  readonly emulator: Emulator;
  readonly url: string;
  /** The environment for a separate process. */
  readonly env: NodeJS.ProcessEnv;
  /** Runs the command to its end in this process. */
  readonly run: (args: readonly string[], options?: InProcessOptions) => Promise<CliResult>;
  /** Starts the command in this process. */
  readonly start: (args: readonly string[], options?: InProcessOptions) => InProcessCli;
}

/** Starts an emulator for one test, without limits of outstanding requests. */
export type StartEmulated = (options?: EmulatorOptions) => Promise<Emulated>;

/** For the top of a test file. Everything is closed after its tests. */
export function setUpEmulated(): StartEmulated {
  const listening: Emulator[] = [];
  afterAll(async () => {
    await endInProcess();
    await Promise.all(listening.map((emulator) => emulator.close()));
  });
  return async (options = {}) => {
    const quotas = { outstandingAssignments: Infinity, outstandingProvisionings: Infinity };
    const emulator = createEmulator({ quotas, ...options });
    listening.push(emulator);
    const { url } = await emulator.listen();
    const flags = ['--endpoint-url', url];
    return {
      emulator,
      url,
      env: emulatorEnv(url),
      run: (args, run) => runInProcess([...args, ...flags], run),
      start: (args, run) => startInProcess([...args, ...flags], run),
    };
  };
}
