import { posix, win32 } from 'node:path';

/** The parts of the environment that determine the default folder. */
export interface Env {
  /** A value of `process.platform`. */
  readonly platform: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The home folder of the user. */
  readonly home: string;
}

const NAME = 'sso-admin-waiter';

/**
 * The platform's folder for state: `$STATE_DIRECTORY` if systemd sets it, `%LOCALAPPDATA%` on
 * Windows, `~/Library/Application Support` on macOS, and `$XDG_STATE_HOME` or `~/.local/state` elsewhere.
 *
 * @see https://specifications.freedesktop.org/basedir-spec/latest/
 * @see https://www.freedesktop.org/software/systemd/man/latest/systemd.exec.html#RuntimeDirectory=
 */
export function defaultStateFolder({ platform, env, home }: Env): string {
  // Several folders are separated by colons, in the order of the unit file.
  const [ofService] = (env['STATE_DIRECTORY'] ?? '').split(':');
  if (ofService !== undefined && ofService !== '' && platform !== 'win32') return ofService;
  if (platform === 'win32') {
    return win32.join(env['LOCALAPPDATA'] || win32.join(home, 'AppData', 'Local'), NAME);
  }
  if (platform === 'darwin') return posix.join(home, 'Library', 'Application Support', NAME);
  const xdg = env['XDG_STATE_HOME'];
  // The specification requires that relative paths are ignored.
  const base = xdg?.startsWith('/') === true ? xdg : posix.join(home, '.local', 'state');
  return posix.join(base, NAME);
}
