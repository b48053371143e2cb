import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import type { RequestEvent } from '../../../src/watcher/request-event.js';
import { runScript } from '../../support/run-script.js';
import { answering, startReceiver, type Answer } from './receiver.js';
import { failed, succeeded } from './support.js';

const sinks = new URL('../../../dist/watcher/sinks/', import.meta.url);

/** Delivers an event in a separate program, which prints its open resources afterwards. */
const script = `
  const { createExecSink, createWebhookSink } = await import(process.env.SINK);
  const sink = (createExecSink ?? createWebhookSink)(JSON.parse(process.env.OPTIONS));
  const event = JSON.parse(process.env.EVENT);
  const attempt = { signal: new AbortController().signal, number: 1 };
  const delivery = await sink.deliver({ ...event, at: new Date(event.at) }, attempt);
  for (let turn = 0; turn < 3; turn += 1) await new Promise(setImmediate);
  const open = process.getActiveResourcesInfo().filter((name) => !/^(PipeWrap|FSReq)/.test(name));
  console.log(delivery.type, open.join(', ') || 'nothing');
`;

function runProgram(sink: string, options: object, event: RequestEvent) {
  return runScript(['--input-type=module', '--eval', script], '', {
    SINK: fileURLToPath(new URL(`${sink.replace('-sink', '')}/${sink}.js`, sinks)),
    OPTIONS: JSON.stringify(options),
    EVENT: JSON.stringify(event),
  });
}

it.concurrent.each<[string, Answer, string]>([
  ['was taken', answering(200, {}, 'ok'), 'delivered nothing\n'],
  ['was rejected', answering(500, {}, 'x'.repeat(100_000)), 'retry nothing\n'],
])(
  'a program ends by itself at once after a message that %s, although its connection is kept alive',
  async (_, answer, stdout) => {
    const receiver = await startReceiver(answer);
    const run = await runProgram('webhook-sink', { url: receiver.url }, succeeded);
    await receiver.close();
    expect(run).toEqual({ code: 0, stdout, stderr: '' });
  },
);

it.concurrent('a program ends by itself although a command has left a process running', async () => {
  // It runs until the receiver is closed, and keeps the pipes to the program open. It does not read its input.
  const receiver = await startReceiver(answering(200));
  const left = `require('node:net').connect(${receiver.port}).on('close', () => process.exit())`;
  const command = `
    const stdio = ['inherit', 'ignore', 'inherit'];
    require('node:child_process').spawn(process.execPath, ['-e', process.argv[1]], { stdio }).unref();
  `;
  const options = { command: process.execPath, args: ['-e', command, left] };
  const run = await runProgram('exec-sink', options, failed('x'.repeat(100_000)));
  await receiver.close();
  expect(run).toEqual({ code: 0, stdout: 'delivered nothing\n', stderr: '' });
});

it.concurrent('a program that exits at once leaves no command running', async () => {
  const server = createServer();
  const sockets: Socket[] = [];
  const gone: Promise<void>[] = [];
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  server.on('connection', (socket) => {
    sockets.push(socket.on('error', () => {}).resume());
    gone.push(new Promise((resolve) => socket.once('close', () => resolve())));
    // The program, its command, and the command's helper are running.
    if (sockets.length === 3) for (const each of sockets) each.write('exit');
  });
  const meet = `require('node:net').connect(${port}).on('close', () => process.exit()).resume();`;
  const helper = `require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(meet)}]);`;
  const program = `
    const { createExecSink } = await import(process.env.SINK);
    const event = JSON.parse(process.env.EVENT);
    const command = { command: process.execPath, args: ['-e', process.env.COMMAND] };
    const attempt = { signal: new AbortController().signal, number: 1 };
    void createExecSink(command).deliver({ ...event, at: new Date(event.at) }, attempt);
    const { connect } = await import('node:net');
    connect(${port}).on('data', () => process.exit(7));
  `;
  const run = await runScript(['--input-type=module', '--eval', program], '', {
    SINK: fileURLToPath(new URL('exec/exec-sink.js', sinks)),
    COMMAND: helper + meet,
    EVENT: JSON.stringify(succeeded),
  });
  expect(run).toEqual({ code: 7, stdout: '', stderr: '' });
  await Promise.all(gone);
  server.close();
});
