import { EventEmitter, getEventListeners, once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { InvalidOptionError } from '../../../../src/engine/results/errors.js';
import { ndjsonLine } from '../../../../src/engine/events/ndjson.js';
import {
  createExecSink,
  type ExecSinkOptions,
} from '../../../../src/watcher/sinks/exec/exec-sink.js';
import { passTime, useVirtualTime } from '../../../support/virtual-time.js';
import { attempt, discovered, failed, succeeded } from '../support.js';

const DELIVERED = { type: 'delivered' };
const NODE = process.execPath;

let folder: string;
const opened: { close(): void }[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'exec-sink-'));
});
afterEach(() => {
  for (const one of opened.splice(0)) one.close();
  rmSync(folder, { recursive: true });
});
// Registered last, so that real time is restored before the resources are closed.
useVirtualTime();

/** A sink that runs a script. Its arguments are in `process.argv`, from index 1 on. */
function sinkOf(script: string, rest: readonly string[] = [], options?: Partial<ExecSinkOptions>) {
  return createExecSink({ command: NODE, args: ['-e', script, ...rest], ...options });
}

function run(script: string, event = succeeded as typeof succeeded | ReturnType<typeof failed>) {
  return sinkOf(script).deliver(event, attempt());
}

/** A server to which commands connect. A connection lasts as long as the command. */
async function startMeeting() {
  const sockets: Socket[] = [];
  let output = '';
  const arrivals = new EventEmitter();
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.on('close', () => arrivals.emit('leave'));
    socket.on('data', (chunk) => {
      output += String(chunk);
      arrivals.emit('word');
    });
    sockets.push(socket);
    arrivals.emit('connection');
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  opened.push({
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  });
  const { port } = server.address() as { port: number };
  return {
    sockets,
    /** For a script: connects to the server. The script ends when the server closes. */
    join: `const meeting = require('node:net').connect(${port}).on('close', () => process.exit());`,
    /** Resolves when `count` commands have sent the word. */
    async said(word: string, count: number) {
      while (output.split(word).length <= count) await once(arrivals, 'word');
    },
    async arrived(count: number) {
      while (sockets.length < count) await once(arrivals, 'connection');
    },
    /** Resolves when all commands that connected have ended. */
    async gone() {
      while (sockets.some((socket) => !socket.destroyed)) await once(arrivals, 'leave');
    },
  };
}

describe('a command', () => {
  it('gets the event as one line of JSON, and its arguments unchanged', async () => {
    const file = join(folder, 'out.json');
    const script = `
      const input = require('node:fs').readFileSync(0, 'utf8');
      require('node:fs').writeFileSync(process.argv[1], JSON.stringify([input, process.argv.slice(2)]));
    `;
    const args = ['$(touch x)', '; exit 1', '*', 'a b', ''];
    const event = failed('Überraschung\n☃');
    const sink = sinkOf(script, [file, ...args]);
    expect(await sink.deliver(event, attempt())).toEqual(DELIVERED);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual([ndjsonLine(event), args]);
    expect(sink).toMatchObject({ name: 'exec', receives: 'terminal', concurrency: 4 });
  });

  it('has the environment of this process, or the one that is given', async () => {
    const script = `process.exit(process.env.PATH === process.argv[1] ? 0 : 1)`;
    const inherited = sinkOf(script, [process.env['PATH'] ?? '']);
    expect(await inherited.deliver(succeeded, attempt())).toEqual(DELIVERED);

    const names = `
      const names = Object.keys(process.env).filter((name) => !name.startsWith('__'));
      process.exit(names.join() === 'TEAM' ? 0 : 1);
    `;
    const given = sinkOf(names, [], { env: { TEAM: 'identity' } });
    expect(await given.deliver(succeeded, attempt())).toEqual(DELIVERED);
  });

  it('does not have to read its input', async () => {
    const large = failed('x'.repeat(1_000_000));
    expect(await run('process.exit(0)', large)).toEqual(DELIVERED);
    expect(await run(`process.stdin.destroy(); process.exitCode = 0;`, large)).toEqual(DELIVERED);
  });

  it('may write much output', async () => {
    const script = `
      process.stdout.write('o'.repeat(1_000_000));
      process.stderr.write('e'.repeat(1_000_000));
    `;
    expect(await run(script)).toEqual(DELIVERED);
  });

  it.each<[string, string, string, string?]>([
    ['an exit code', 'process.exit(3)', 'the command exited with code 3'],
    [
      'an exit code and words',
      `console.error('no such team\\n\\n'); process.exitCode = 1;`,
      'the command exited with code 1',
      'no such team',
    ],
    [
      'words that would do harm',
      `process.stderr.write('\\x1b[2J\\u202Ea\\n b'); process.exitCode = 1;`,
      'the command exited with code 1',
      '\\u001b[2J\\u202ea b',
    ],
    [
      'many words, of which the last matter',
      `process.stderr.write('w'.repeat(100_000) + 'end'); process.exitCode = 1;`,
      'the command exited with code 1',
      `${'w'.repeat(497)}end`,
    ],
    [
      'a signal',
      `process.kill(process.pid, 'SIGKILL'); setInterval(() => {}, 1_000);`,
      'the command was terminated by SIGKILL',
    ],
  ])('that fails with %s is retried', async (_, script, reason, detail?: string) => {
    const refusal = detail === undefined ? { reason } : { reason, detail };
    expect(await run(script)).toEqual({ type: 'retry', ...refusal });
  });

  it('that cannot be started is retried, with the reason', async () => {
    const plain = join(folder, 'plain.txt');
    writeFileSync(plain, 'no program');
    const cases: [ExecSinkOptions, string][] = [
      [{ command: join(folder, 'missing') }, 'the file does not exist (ENOENT)'],
      [{ command: plain }, 'it is not executable (EACCES)'],
      [{ command: NODE, args: ['x'.repeat(4_000_000)] }, 'E2BIG'],
    ];
    for (const [options, why] of cases) {
      expect(await createExecSink(options).deliver(succeeded, attempt())).toEqual({
        type: 'retry',
        reason: `the command could not be started: ${why}`,
      });
    }
    expect(vi.getTimerCount()).toBe(0);
  });

  it('may leave processes running, which are not awaited', async () => {
    const meeting = await startMeeting();
    const script = `
      const rest = require('node:child_process').spawn(process.execPath, ['-e', process.argv[1]], {
        stdio: ['inherit', 'ignore', 'inherit'],
      });
      rest.unref();
    `;
    const sink = sinkOf(script, [meeting.join]);
    expect(await sink.deliver(failed('x'.repeat(1_000_000)), attempt())).toEqual(DELIVERED);
    await meeting.arrived(1);
    expect(meeting.sockets[0]?.destroyed).toBe(false);
  });
});

it('waits only briefly for the rest of standard error', async () => {
  const meeting = await startMeeting();
  const script = `
    const stdio = ['ignore', 'ignore', 'inherit'];
    require('node:child_process').spawn(process.execPath, ['-e', process.argv[1]], { stdio }).unref();
    console.error('sorry');
    process.exitCode = 1;
  `;
  const sink = sinkOf(script, [meeting.join], { timeoutMs: Number.MAX_SAFE_INTEGER });
  const delivery = sink.deliver(succeeded, attempt());
  await meeting.arrived(1);
  let settled = false;
  void delivery.finally(() => {
    settled = true;
  });
  while (!settled) await passTime(100);
  expect(await delivery).toEqual({
    type: 'retry',
    reason: 'the command exited with code 1',
    detail: 'sorry',
  });
  expect(meeting.sockets[0]?.destroyed).toBe(false);
});

describe('a command that exceeds its time limit', () => {
  /** Starts a helper process, and then does the same. */
  const withHelper = (script: string) =>
    `require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(script)}]); ${script}`;

  it('is terminated with all processes that it started', async () => {
    const meeting = await startMeeting();
    const controller = new AbortController();
    const sink = sinkOf(withHelper(meeting.join), [], { timeoutMs: 5_000 });
    const delivery = sink.deliver(succeeded, attempt(controller.signal));
    await meeting.arrived(2);
    await passTime(4_999);
    expect(meeting.sockets.map(({ destroyed }) => destroyed)).toEqual([false, false]);
    await passTime(1);
    expect(await delivery).toEqual({
      type: 'retry',
      reason: 'the command did not end within 5000 ms',
    });
    await meeting.gone();
    expect(vi.getTimerCount()).toBe(0);
    expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
  });

  it('can clean up after SIGTERM, and report an error', async () => {
    const meeting = await startMeeting();
    const script = `${meeting.join}
      process.on('SIGTERM', () => { console.error('tidied up'); process.exit(0); });
      meeting.write('ready');
    `;
    const sink = sinkOf(script, [], { timeoutMs: 5_000 });
    const delivery = sink.deliver(succeeded, attempt());
    await meeting.said('ready', 1);
    await passTime(5_000);
    expect(await delivery).toEqual({
      type: 'retry',
      reason: 'the command did not end within 5000 ms',
      detail: 'tidied up',
    });
  });

  it('is killed two seconds later if it ignores SIGTERM, with its helpers', async () => {
    const meeting = await startMeeting();
    const script = `${meeting.join}
      process.on('SIGTERM', () => meeting.write('no'));
      meeting.write('ready');
    `;
    const sink = sinkOf(withHelper(script), [], { timeoutMs: 5_000 });
    const delivery = sink.deliver(succeeded, attempt());
    await meeting.said('ready', 2);
    await passTime(5_000);
    await meeting.said('no', 2);
    await passTime(1_999);
    expect(meeting.sockets.some(({ destroyed }) => destroyed)).toBe(false);
    await passTime(1);
    expect(await delivery).toHaveProperty('type', 'retry');
    await meeting.gone();
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('a stop', () => {
  it('terminates running commands', async () => {
    const meeting = await startMeeting();
    const controller = new AbortController();
    const delivery = sinkOf(meeting.join).deliver(succeeded, attempt(controller.signal));
    await meeting.arrived(1);
    controller.abort();
    expect(await delivery).toEqual({ type: 'retry', reason: 'the watcher is stopping' });
    await meeting.gone();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('resolves when all commands have ended', async () => {
    const meeting = await startMeeting();
    const controller = new AbortController();
    const sink = sinkOf(`${meeting.join}
      process.on('SIGTERM', () => meeting.write('no'));
      meeting.write('ready');
    `);
    // Like the sink worker, which does not wait for an aborted attempt.
    void sink.deliver(succeeded, attempt(controller.signal));
    await meeting.said('ready', 1);
    controller.abort();
    let closed = false;
    const closing = sink.close?.().finally(() => {
      closed = true;
    });
    await meeting.said('no', 1);
    await passTime(1_999);
    expect(closed).toBe(false);
    await passTime(1);
    await closing;
    expect(closed).toBe(true);
    await meeting.gone();
    expect(vi.getTimerCount()).toBe(0);
    expect(process.listeners('exit').map(({ name }) => name)).not.toContain('endAllGroups');
  });

  it('starts no command', async () => {
    const file = join(folder, 'ran');
    const sink = sinkOf(`require('node:fs').writeFileSync(process.argv[1], '')`, [file]);
    const delivery = await sink.deliver(succeeded, attempt(AbortSignal.abort()));
    expect(delivery).toEqual({ type: 'retry', reason: 'the watcher is stopping' });
    expect(() => readFileSync(file)).toThrow('ENOENT');
  });
});

it('runs all given commands at once: the sink worker limits the concurrency', async () => {
  const meeting = await startMeeting();
  const sink = sinkOf(meeting.join, [], { concurrency: 1 });
  expect(sink.concurrency).toBe(1);
  const deliveries = [succeeded, failed(), discovered].map((event) =>
    sink.deliver(event, attempt()),
  );
  await meeting.arrived(3);
  for (const socket of meeting.sockets) socket.destroy();
  expect(await Promise.all(deliveries)).toEqual([DELIVERED, DELIVERED, DELIVERED]);
});

it.each([
  [{}, 'command'],
  [{ command: ' ' }, 'command'],
  [{ command: 'a\0b' }, 'command'],
  [{ command: 'a', args: 'b' }, 'args'],
  [{ command: 'a', args: [1] }, 'args[0]'],
  [{ command: 'a', args: ['\0'] }, 'args[0]'],
  [{ command: 'a', env: { A: 1 } }, 'env'],
  [{ command: 'a', env: { A: 'x\0' } }, 'env'],
  [{ command: 'a', env: new Map([['A', 'b']]) }, 'env'],
  [{ command: 'a', timeoutMs: 0 }, 'timeoutMs'],
  [{ command: 'a', concurrency: 0 }, 'concurrency'],
  [{ command: 'a', shell: true }, 'options'],
])('rejects %j', (options, option) => {
  const create = () => createExecSink(options as ExecSinkOptions);
  expect(create).toThrow(InvalidOptionError);
  expect(create).toThrow(expect.objectContaining({ option }));
});

it.each([{ args: '--token=topSecret' }, { args: ['x\0topSecret'] }, { env: 'T=topSecret' }])(
  'shows no secret in the error about %j',
  (options) => {
    const create = () => createExecSink({ command: 'a', ...options } as never);
    expect(create).toThrow(/^(?!.*topSecret)/);
  },
);
