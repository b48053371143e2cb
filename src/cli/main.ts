#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import process from 'node:process';
import { formatError } from './format-error.js';
import type { MachineContext } from './context.js';
import { EXIT } from './exit-code.js';
import { interruptionOf } from './interruption.js';
import { runProgram } from './program.js';
import { escapeControlChars } from '../engine/util/escape-control-chars.js';
import { terminalOf } from './terminal/terminal.js';

// The SDK's word on Node's versions is for those who choose the version, not for those who wait.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

// The AWS CLI before the pipe may know the Region by this name alone.
const { AWS_REGION, AWS_DEFAULT_REGION } = process.env;
if (!AWS_REGION && AWS_DEFAULT_REGION) process.env['AWS_REGION'] = AWS_DEFAULT_REGION;

const interruption = interruptionOf(process);
const terminal = terminalOf(process, interruption.outputClosed);
const context = { terminal, interruption };
const machine = (): MachineContext => ({
  ...context,
  env: process.env,
  platform: process.platform,
  home: homedir(),
  version: versionOf(),
  onHangup: (listener) => {
    process.on('SIGHUP', listener);
    return () => process.off('SIGHUP', listener);
  },
});

// Each command is loaded when it is run, so that help and complaints do not wait for the SDK.
const commands = {
  wait: async (command) => (await import('./commands/wait/wait-command.js')).wait(command, context),
  list: async (command) => (await import('./commands/list/list-command.js')).list(command, context),
  watch: async (command) =>
    (await import('./commands/watch/watch-command.js')).watch(command, machine()),
  deadLetters: async (command) =>
    (await import('./commands/dead-letters/dead-letters-command.js')).deadLetters(
      command,
      machine(),
    ),
  emulate: async (command) =>
    (await import('./commands/emulate/emulate-command.js')).emulate(command, context),
  demo: async () => (await import('./commands/demo/demo-command.js')).demo(context),
} satisfies Parameters<typeof runProgram>[1];

let complainedAbout: unknown;

try {
  // Setting the code instead of exiting lets everything be written first.
  process.exitCode = await runProgram(process.argv.slice(2), commands, {
    version: versionOf(),
    usage: EXIT.usage,
    out: terminal.out,
    err: (text) => terminal.err(text.trimEnd().split('\n').map(escapeControlChars).join('\n')),
  });
} catch (error) {
  complain(error);
}

// Data that could not be written must not count as a success, however late the error is detected.
process.once('exit', () => {
  const { exitCode, signal } = interruption;
  if (exitCode !== EXIT.unknown || complainedAbout === signal.reason) return;
  complain(signal.reason);
});

function complain(error: unknown): void {
  complainedAbout = error;
  const { lines, code } = formatError(error);
  for (const line of lines) terminal.err(line);
  process.exitCode = code;
}

function versionOf(): string {
  const file = new URL('../../package.json', import.meta.url);
  const manifest: unknown = JSON.parse(readFileSync(file, 'utf8'));
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest
    ? String(manifest.version)
    : '';
}
