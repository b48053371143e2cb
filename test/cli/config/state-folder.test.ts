import { describe, expect, it } from 'vitest';
import { defaultStateFolder } from '../../../src/cli/config/state-folder.js';

describe('the default state folder', () => {
  const home = '/home/ann';

  it.each(['linux', 'freebsd'])('is the XDG state folder on %s', (platform) => {
    expect(defaultStateFolder({ platform, env: {}, home })).toBe(
      '/home/ann/.local/state/sso-admin-waiter',
    );
    expect(defaultStateFolder({ platform, env: { XDG_STATE_HOME: '/x/state' }, home })).toBe(
      '/x/state/sso-admin-waiter',
    );
  });

  it.each(['', 'relative/state'])('is not the XDG folder %j, which must be absolute', (folder) => {
    expect(defaultStateFolder({ platform: 'linux', env: { XDG_STATE_HOME: folder }, home })).toBe(
      '/home/ann/.local/state/sso-admin-waiter',
    );
  });

  it('is in the library on macOS', () => {
    const env = { XDG_STATE_HOME: '/x/state' };
    expect(defaultStateFolder({ platform: 'darwin', env, home: '/Users/ann' })).toBe(
      '/Users/ann/Library/Application Support/sso-admin-waiter',
    );
  });

  it('is in the local application data on Windows', () => {
    const surroundings = { platform: 'win32', home: 'C:\\Users\\ann' };
    const env = { LOCALAPPDATA: 'D:\\Local' };
    expect(defaultStateFolder({ ...surroundings, env })).toBe('D:\\Local\\sso-admin-waiter');
    expect(defaultStateFolder({ ...surroundings, env: {} })).toBe(
      'C:\\Users\\ann\\AppData\\Local\\sso-admin-waiter',
    );
  });

  it('is that of systemd, the first of several', () => {
    const env = { STATE_DIRECTORY: '/var/lib/waiter', XDG_STATE_HOME: '/x/state' };
    expect(defaultStateFolder({ platform: 'linux', env, home })).toBe('/var/lib/waiter');
    const several = { STATE_DIRECTORY: '/var/lib/waiter:/var/lib/other' };
    expect(defaultStateFolder({ platform: 'linux', env: several, home })).toBe('/var/lib/waiter');
    expect(defaultStateFolder({ platform: 'linux', env: { STATE_DIRECTORY: '' }, home })).toBe(
      '/home/ann/.local/state/sso-admin-waiter',
    );
  });
});
