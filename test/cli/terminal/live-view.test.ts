import { describe, expect, it, vi } from 'vitest';
import { finishedLines } from '../../../src/cli/terminal/finished-line.js';
import { createLiveRows } from '../../../src/cli/terminal/live-rows.js';
import { startLiveView, type Draw } from '../../../src/cli/terminal/live-view.js';
import { useVirtualTime } from '../../support/virtual-time.js';
import { failedEvent, statsOf, succeededEvent, trackedEvent } from './support.js';

describe('createLiveRows', () => {
  it('returns the most recently polled rows, in the order of tracking', () => {
    const rows = createLiveRows();
    for (const number of [1, 2, 3, 4]) rows.apply(trackedEvent(number), 0);
    rows.apply({ ...trackedEvent(4), type: 'progress' }, 5_000);
    rows.apply({ ...trackedEvent(2), type: 'progress' }, 5_100);
    expect(rows.mostActive(2).map(({ requestId }) => requestId.at(-1))).toEqual(['2', '4']);
  });

  it('removes requests that have ended', () => {
    const rows = createLiveRows();
    rows.apply(trackedEvent(1), 0);
    rows.apply(succeededEvent(1), 10);
    expect(rows.mostActive(10)).toEqual([]);
  });
});

describe('startLiveView', () => {
  useVirtualTime();

  it('draws frames, keeps finished lines, and clears the frame at the end', () => {
    const { draw, log } = recorder();
    const view = startLiveView({
      draw,
      size: () => ({ columns: 80, rows: 24 }),
      stats: () => statsOf({ tracked: 2, pending: 1 }),
      finishedLines,
    });
    view.listener(trackedEvent(1));
    vi.advanceTimersByTime(1);
    expect(log).toEqual([['frame', expect.stringContaining('1 of 2 ended')]]);

    view.listener(succeededEvent(1));
    view.listener(failedEvent('Why', 2));
    vi.advanceTimersByTime(150);
    expect(log.slice(1, 4)).toEqual([
      ['persist', expect.stringMatching(/^SUCCEEDED/)],
      ['persist', expect.stringMatching(/^FAILED.*Why$/)],
      ['frame', expect.any(String)],
    ]);

    view.listener(succeededEvent(3));
    view.stop();
    expect(log.slice(-3)).toEqual([
      ['clear', ''],
      ['persist', expect.stringMatching(/^SUCCEEDED/)],
      ['done', ''],
    ]);
    expect(vi.getTimerCount()).toBe(0);
  });
});

function recorder(): { readonly draw: Draw; readonly log: [string, string][] } {
  const log: [string, string][] = [];
  const note =
    (name: string) =>
    (text = '') => {
      log.push([name, text]);
    };
  const draw = Object.assign(note('frame'), {
    persist: note('persist'),
    clear: note('clear'),
    done: note('done'),
  });
  return { draw, log };
}
