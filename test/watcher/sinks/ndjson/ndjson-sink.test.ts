import { PassThrough, Writable } from 'node:stream';
import { describe, expect, it, vi } from 'vitest';
import { InvalidOptionError } from '../../../../src/engine/results/errors.js';
import { ndjsonLine } from '../../../../src/engine/events/ndjson.js';
import { createNdjsonSink, writeTo } from '../../../../src/watcher/sinks/ndjson/ndjson-sink.js';
import { HOSTILE, UNSAFE } from '../../../cli/terminal/support.js';
import { attempt, discovered, failed, succeeded } from '../support.js';

describe('the NDJSON sink', () => {
  it('writes each event as one line of JSON, in order', async () => {
    const lines: string[] = [];
    const sink = createNdjsonSink({
      write: async (line) => {
        lines.push(line);
      },
    });

    for (const event of [discovered, succeeded]) {
      expect(await sink.deliver(event, attempt())).toEqual({ type: 'delivered' });
    }

    expect(sink).toMatchObject({ name: 'ndjson', receives: 'all' });
    expect(lines).toEqual([ndjsonLine(discovered), ndjsonLine(succeeded)]);
    expect(JSON.parse(lines[1]!)).toEqual({
      ...succeeded,
      at: '2026-01-01T00:00:00.000Z',
      createdDate: '2025-12-31T23:59:00.000Z',
      maxDetectionDelayMs: 1_234.568,
    });
  });

  it('escapes text from AWS, and keeps its value', async () => {
    const lines: string[] = [];
    const sink = createNdjsonSink({
      name: 'lines',
      write: async (line) => {
        lines.push(line);
      },
    });
    await sink.deliver(failed(HOSTILE), attempt());
    expect(sink.name).toBe('lines');
    expect(lines).toHaveLength(1);
    expect(lines[0]!.slice(0, -1)).not.toMatch(UNSAFE);
    expect(JSON.parse(lines[0]!)).toHaveProperty('failureReason', HOSTILE);
  });

  it('retries a line that was not written, without the message of the error', async () => {
    const error = Object.assign(new Error('write EPIPE /home/secret'), { code: 'EPIPE' });
    const broken = createNdjsonSink({ write: () => Promise.reject(error) });
    expect(await broken.deliver(succeeded, attempt())).toEqual({
      type: 'retry',
      reason: 'the line could not be written: EPIPE',
    });
    const odd = createNdjsonSink({ write: () => Promise.reject(new Error('odd')) });
    expect(await odd.deliver(succeeded, attempt())).toEqual({
      type: 'retry',
      reason: 'the line could not be written',
    });
  });

  it('does not block a stop if the stream is stuck', async () => {
    const sink = createNdjsonSink({ write: () => new Promise(() => undefined) });
    const controller = new AbortController();
    const delivery = sink.deliver(succeeded, attempt(controller.signal));
    controller.abort();
    expect(await delivery).toEqual({ type: 'retry', reason: 'the watcher is stopping' });
  });

  it('writes nothing after a stop', async () => {
    const write = vi.fn<() => Promise<void>>(async () => undefined);
    const sink = createNdjsonSink({ write });
    expect(await sink.deliver(succeeded, attempt(AbortSignal.abort()))).toHaveProperty(
      'type',
      'retry',
    );
    expect(write).not.toHaveBeenCalled();
  });

  it('rejects a write that is not a function, and unknown options', () => {
    const wrong: unknown[] = [{}, { write: 'stdout' }, { write: async () => {}, stream: 1 }];
    for (const options of wrong) {
      expect(() => createNdjsonSink(options as { write: () => Promise<void> })).toThrow(
        InvalidOptionError,
      );
    }
  });
});

describe('writing to a stream', () => {
  it('waits until the stream has passed the line on', async () => {
    const steps: string[] = [];
    let taken: (() => void) | undefined;
    const stream = new Writable({
      write: (chunk: Buffer, _, done) => {
        steps.push(String(chunk));
        taken = done;
      },
    });
    const written = writeTo(stream)('line\n').then(() => steps.push('written'));
    await new Promise((resolve) => setImmediate(resolve));
    expect(steps).toEqual(['line\n']);
    taken?.();
    await written;
    expect(steps).toEqual(['line\n', 'written']);
  });

  it('rejects when the stream breaks, before and during a write, without an uncaught error', async () => {
    const stream = new Writable({ write: (_chunk, _, done) => done(new Error('broken')) });
    const write = writeTo(stream);
    await expect(write('first\n')).rejects.toThrow('broken');
    await expect(write('second\n')).rejects.toThrow();

    const ended = new PassThrough().end();
    await expect(writeTo(ended)('line\n')).rejects.toThrow('write after end');
  });
});
