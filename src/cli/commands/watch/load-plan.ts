import { wallClock } from '../../../engine/util/clock.js';
import type { WatchCommand } from './watch-flags.js';
import { readConfig, readText } from '../../config/read-config.js';
import { readWatchFile } from '../../config/watch-file.js';
import { planWatch, type WatchPlan } from './watch-plan.js';
import { secretFilesOf, sinkSettingsOf } from './sink-plan.js';

/** The environment of a plan. */
export interface Env {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The default state directory. */
  readonly stateFolder: string;
}

/**
 * Reads the config file and the files that it names, and creates the plan.
 *
 * @throws {UsageError | InvalidOptionError}
 */
export async function loadPlan(
  command: WatchCommand,
  { env, stateFolder }: Env,
): Promise<WatchPlan> {
  const file = command.config === undefined ? readWatchFile({}) : await readConfig(command.config);
  const sinks = sinkSettingsOf(command, file, env);
  const texts = new Map<string, string>();
  for (const path of secretFilesOf(sinks)) {
    texts.set(
      path,
      await readText(path, 'a secretFile or urlFile of a sink, or --webhook-secret-file'),
    );
  }
  return planWatch({ command, file, sinks, env, texts, stateFolder, now: wallClock() });
}
