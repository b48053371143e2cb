import { SSOAdminClient } from '@aws-sdk/client-sso-admin';
import { beforeAll, describe, expect, it } from 'vitest';
import { endVirtualTime, passTimeUntil, startVirtualTime } from '../support/virtual-time.js';
import { animatedSvg } from './animated-svg.js';
import { filmOf, type Film } from './film.js';
import { recordWait, type Recording } from './record.js';
import { THEMES } from './themes.js';
import { COMMAND_LINE, deployOutput, waitScenario } from './wait-scenario.js';

const SIZE = { columns: 100, rows: 24 };
const MAX_BYTES = 120_000;

let film: Film;

beforeAll(async () => {
  startVirtualTime();
  const recording = await passTimeUntil(recordScenario()).finally(endVirtualTime);
  film = filmOf(COMMAND_LINE, recording, SIZE);
});

async function recordScenario(): Promise<Recording> {
  const { emulator, refs } = waitScenario();
  const client = new SSOAdminClient({ ...emulator.clientConfig(), maxAttempts: 1 });
  const stdin = await deployOutput(client, refs);
  const [, args = ''] = COMMAND_LINE.split('sso-admin-waiter ');
  return recordWait(args.split(' '), { client, stdin, size: SIZE });
}

describe('the recording', () => {
  it('shows throttling, a failure with its reason, and the exit code', () => {
    const screens = film.frames.map(({ rows }) =>
      rows.map((row) => row.map(({ text }) => text).join('')).join('\n'),
    );
    expect(screens.some((screen) => /slowed to .* · throttled 1×/.test(screen))).toBe(true);
    expect(screens.at(-1)).toMatch(/^FAILED .*\n {4}Received a 404 status error/m);
    expect(screens.at(-1)).toMatch(/^5 succeeded, 1 failed of 6 .*\n\$ echo \$\?\n1\n/m);
  });

  it('takes 10 to 15 seconds', () => {
    expect(film.durationMs).toBeGreaterThan(10_000);
    expect(film.durationMs).toBeLessThan(15_000);
  });

  it.each(['light', 'dark'] as const)('equals docs/wait-%s.svg', async (theme) => {
    const title = `Terminal recording of ${COMMAND_LINE}`;
    const svg = animatedSvg({ film, title, columns: SIZE.columns }, THEMES[theme]);
    expect(Buffer.byteLength(svg)).toBeLessThan(MAX_BYTES);
    await expect(svg, 'The recording has changed. Run: npm run recording').toMatchFileSnapshot(
      `../../docs/wait-${theme}.svg`,
    );
  });
});
