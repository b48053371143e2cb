import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { escapeControlChars } from '../engine/util/escape-control-chars.js';
import type { MachineContext } from './context.js';
import { EXIT } from './exit-code.js';
import { formatError } from './format-error.js';
import { interruptionOf, type SignalSource } from './interruption.js';
import { runProgram } from './program.js';
import { terminalOf, type StandardStreams } from './terminal/terminal.js';

/** The parts of `process` that the program uses. */
export interface HostProcess
  extends StandardStreams, SignalSource, Pick<NodeJS.Process, 'argv' | 'platform' | 'exitCode'> {
  on(name: 'SIGINT' | 'SIGTERM', listener: (name: 'SIGINT' | 'SIGTERM') => void): unknown;
  on(name: 'SIGHUP', listener: () => void): unknown;
  off(name: 'SIGHUP', listener: () => void): unknown;
  once(name: 'exit', listener: () => void): unknown;
}

/**
 * Runs the command that `argv` names, and sets `exitCode`. A write that fails later can still change
 * the exit code, until `exit` is emitted.
 */
export async function runMain(host: HostProcess): Promise<void> {
  const interruption = interruptionOf(host);
  const terminal = terminalOf(host, interruption.outputClosed);
  const context = { terminal, interruption };
  const machine = (): MachineContext => ({
    ...context,
    env: host.env,
    platform: host.platform,
    home: host.env['HOME'] ?? homedir(),
    version: versionOf(),
    onHangup: (listener) => {
      host.on('SIGHUP', listener);
      return () => host.off('SIGHUP', listener);
    },
  });

  // Each command is loaded when it runs, so that help and usage errors do not wait for the SDK.
  const commands = {
    wait: async (command) =>
      (await import('./commands/wait/wait-command.js')).wait(command, context),
    list: async (command) =>
      (await import('./commands/list/list-command.js')).list(command, context),
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

  let reported: unknown;
  const report = (error: unknown) => {
    reported = error;
    const { lines, code } = formatError(error);
    for (const line of lines) terminal.err(line);
    host.exitCode = code;
  };

  // Data that could not be written must not count as a success, however late the error is detected.
  host.once('exit', () => {
    const { exitCode, signal } = interruption;
    if (exitCode === EXIT.unknown && reported !== signal.reason) report(signal.reason);
  });

  try {
    // Setting the code instead of exiting lets all output be written first.
    host.exitCode = await runProgram(host.argv.slice(2), commands, {
      version: versionOf(),
      usage: EXIT.usage,
      out: terminal.out,
      err: (text) => terminal.err(text.trimEnd().split('\n').map(escapeControlChars).join('\n')),
    });
  } catch (error) {
    report(error);
  }
}

function versionOf(): string {
  const file = new URL('../../package.json', import.meta.url);
  const manifest: unknown = JSON.parse(readFileSync(file, 'utf8'));
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest
    ? String(manifest.version)
    : '';
}
