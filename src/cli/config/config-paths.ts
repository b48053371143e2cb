import { isAbsolute, join } from 'node:path';
import type { Paths } from '../../engine/options/setting.js';

/** Paths of a config file, which are relative to its folder. */
export function pathsFrom(folder: string): Paths {
  const path = (given: string) => (isAbsolute(given) ? given : join(folder, given));
  return {
    path,
    command: (command) => {
      if (!/^\.{1,2}[/\\]/.test(command)) return command;
      const resolved = path(command);
      // A bare name would be resolved on the PATH.
      return isAbsolute(resolved) ? resolved : `./${resolved}`;
    },
  };
}
