import { describe, expect, it } from 'vitest';
import { EXIT } from '../../../src/cli/exit-code.js';
import { DEFAULT_WATCHER_OPTIONS } from '../../../src/watcher/watcher-options.js';
import { defaultStateFolder } from '../../../src/cli/config/state-folder.js';
import { read, parseWatchArgs } from './support.js';

const lines = read('sso-admin-waiter.service').replaceAll('\\\n', '').split('\n');
const settings = (name: string) =>
  lines.filter((line) => line.startsWith(`${name}=`)).map((line) => line.slice(name.length + 1));

describe('sso-admin-waiter.service', () => {
  it('starts a valid command, with a secret from systemd', async () => {
    const [start = ''] = settings('ExecStart');
    const [path, ...args] = start.split(/\s+/);
    expect(path).toMatch(/^\/.*\/sso-admin-waiter$/);
    const command = await parseWatchArgs(args);
    expect(command).toMatchObject({
      config: '/etc/sso-admin-waiter/watch.json',
      listen: { host: '127.0.0.1', port: 9464 },
      stdout: false,
      webhookSecretFile: '%d/webhook-secret',
    });
    expect(settings('LoadCredential')[0]).toMatch(/^webhook-secret:/);
    expect(command.state).toBeUndefined();
    expect(settings('StateDirectory')).toEqual(['sso-admin-waiter']);
    const env = { STATE_DIRECTORY: '/var/lib/sso-admin-waiter' };
    expect(defaultStateFolder({ platform: 'linux', env, home: '/' })).toBe(env.STATE_DIRECTORY);
  });

  it('leaves time to finish deliveries, and does not restart after permanent errors', () => {
    expect(Number(settings('TimeoutStopSec')[0]) * 1_000).toBeGreaterThan(
      DEFAULT_WATCHER_OPTIONS.drainTimeoutMs + 5_000,
    );
    expect(settings('Restart')).toEqual(['on-failure']);
    expect(settings('RestartPreventExitStatus')).toEqual([`${EXIT.usage} ${EXIT.unknown}`]);
    expect(settings('KillSignal')).toEqual(['SIGTERM']);
    expect(settings('ExecReload')[0]).toContain('-HUP $MAINPID');
  });

  it('restricts the process, except for what Node needs', () => {
    expect(settings('DynamicUser')).toEqual(['yes']);
    expect(settings('ProtectSystem')).toEqual(['strict']);
    expect(settings('NoNewPrivileges')).toEqual(['yes']);
    // Node exits at once if its compiler cannot write code.
    expect(settings('MemoryDenyWriteExecute')).toEqual([]);
    expect(settings('SystemCallErrorNumber')).toEqual(['EPERM']);
  });
});
