import { expect, it } from 'vitest';
import { createCallRecorder } from '../../../src/emulator/service/call-counts.js';

it('keeps the latest calls only', () => {
  const recorder = createCallRecorder(3, undefined);
  for (let atMs = 0; atMs < 10; atMs += 1) {
    recorder.done({ atMs, operation: 'ListInstances', outcome: 'ok' });
  }
  expect(recorder.counts.log.map(({ atMs }) => atMs)).toEqual([7, 8, 9]);
});

it('keeps none with a size of 0', () => {
  const recorder = createCallRecorder(0, undefined);
  recorder.done({ atMs: 0, operation: 'ListInstances', outcome: 'ok' });
  expect(recorder.counts.log).toEqual([]);
});
