import { EventEmitter } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { interruptionOf } from '../../src/cli/interruption.js';

describe('interruptionOf', () => {
  it('ends gracefully at the first signal, and at once at the second', () => {
    const { process, exit } = fakeProcess();
    const interruption = interruptionOf(process);
    expect(interruption.exitCode).toBeUndefined();

    process.emit('SIGTERM', 'SIGTERM');
    expect(interruption.signal.reason).toMatchObject({ message: 'interrupted by SIGTERM' });
    expect(interruption.exitCode).toBe(143);
    expect(exit).not.toHaveBeenCalled();

    process.emit('SIGINT', 'SIGINT');
    expect(exit).toHaveBeenCalledExactlyOnceWith(130);
  });

  it.each([
    ['EPIPE', 141],
    ['ENOSPC', 3],
  ])('distinguishes a closed output from lost data: %s', (code, expected) => {
    const interruption = interruptionOf(fakeProcess().process);
    interruption.outputClosed(Object.assign(new Error('write failed'), { code }));
    expect(interruption.signal.aborted).toBe(true);
    expect(interruption.exitCode).toBe(expected);
  });
});

function fakeProcess() {
  const exit = vi.fn<(code: number) => never>();
  return { exit, process: Object.assign(new EventEmitter(), { exit }) };
}
