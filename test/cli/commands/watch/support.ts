import { EventEmitter } from 'node:events';
import { interruptionOf, type Interruption } from '../../../../src/cli/interruption.js';
import { parseWatch } from '../../../../src/cli/commands/watch/watch-flags.js';
import { readWatchFile } from '../../../../src/cli/config/watch-file.js';
import type { WatchParts } from '../../../../src/cli/commands/watch/make-watcher.js';
import { sinkSettingsOf } from '../../../../src/cli/commands/watch/sink-plan.js';
import { planWatch, type WatchPlan } from '../../../../src/cli/commands/watch/watch-plan.js';
import { runWatch } from '../../../../src/cli/commands/watch/run-watch.js';
import type { Logger } from '../../../../src/engine/options/wait-options.js';
import { createMemoryStore } from '../../../../src/watcher/store/memory-store.js';
import { createWatcher } from '../../../../src/watcher/watcher.js';
import type { Watcher } from '../../../../src/watcher/watcher-interface.js';
import type { StopOptions } from '../../../../src/watcher/watcher-options.js';

/** The plan of a config file. */
export function planOf(file: unknown): WatchPlan {
  const command = parseWatch({ stdout: true });
  const settings = readWatchFile(file);
  return planWatch({
    command,
    file: settings,
    sinks: sinkSettingsOf(command, settings, {}),
    env: {},
    texts: new Map(),
    stateFolder: '/state',
    now: new Date('2026-01-31T12:00:00Z'),
  });
}

/** A run of the command with fake watchers that record their calls. */
export class FakeRun {
  /** The recorded steps, such as `start a` if the first instance is named `a`. */
  readonly steps: string[] = [];
  readonly logs: { readonly level: string; readonly message: string; readonly fields: object }[] =
    [];
  readonly interruption: Interruption;
  /** Creates the plan at each SIGHUP. */
  load: () => Promise<WatchPlan> = () => Promise.reject(new Error('nothing to load'));
  /** The options of each stop. */
  readonly stopOptions: (StopOptions | undefined)[] = [];
  /** The behaviour of a watcher at its start and stop, by the name of the first instance. */
  onStart: (name: string) => Promise<void> = async () => {};
  onStop: (name: string) => Promise<void> = async () => {};
  onServe: (port: number) => void = () => {};
  /** Creates real watchers instead of fakes. */
  createWatcher: WatchParts['createWatcher'] | undefined;
  readonly #process = Object.assign(new EventEmitter(), {
    exit: (): never => {
      throw new Error('exited');
    },
  });
  #onHangup: (() => void) | undefined;
  #waiting: { readonly step: string; readonly resolve: () => void }[] = [];

  constructor() {
    this.interruption = interruptionOf(this.#process);
  }

  run(plan: WatchPlan, hasConfig = true): Promise<number> {
    const logger = this.#logger();
    return runWatch(
      {
        plan,
        load: () => this.load(),
        hasConfig,
        parts: this.#parts(),
        loggerOf: () => Promise.resolve(logger),
      },
      {
        interruption: this.interruption,
        onHangup: (listener) => {
          this.#onHangup = listener;
          return () => (this.#onHangup = undefined);
        },
      },
    );
  }

  signal(name: 'SIGTERM' | 'SIGINT'): void {
    this.#process.emit(name, name);
  }

  hangUp(): void {
    if (this.#onHangup === undefined)
      throw new Error('There is no SIGHUP listener, so the process would end.');
    this.#onHangup();
  }

  get hearsHangups(): boolean {
    return this.#onHangup !== undefined;
  }

  /** Resolves when a step was recorded or a message was logged. */
  reached(step: string): Promise<void> {
    const isThere = this.steps.includes(step) || this.logs.some(({ message }) => message === step);
    if (isThere) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push({ step, resolve }));
  }

  #note(step: string): void {
    this.steps.push(step);
    this.#notify(step);
  }

  #notify(step: string): void {
    for (const waiting of this.#waiting.filter((each) => each.step === step)) waiting.resolve();
    this.#waiting = this.#waiting.filter((each) => each.step !== step);
  }

  #logger(): Logger {
    const writer = (level: string) => (fields: object, message: string) => {
      this.logs.push({ level, fields, message });
      this.#notify(message);
    };
    return {
      debug: writer('debug'),
      info: writer('info'),
      warn: writer('warn'),
      error: writer('error'),
    };
  }

  #parts(): WatchParts {
    return {
      createWatcher: (options) =>
        this.createWatcher?.(options) ?? this.#watcher(options.instances?.[0]?.name ?? 'default'),
      createStore: createMemoryStore,
      createSink: ({ name }) => ({ name, deliver: async () => ({ type: 'delivered' }) }),
      serve: async (_watcher, { host, port }) => {
        this.onServe(port);
        // Like the system for port 0.
        const bound = port === 0 ? 50_000 : port;
        this.#note(`serve ${bound}`);
        return {
          url: `http://${host}:${bound}`,
          port: bound,
          close: async () => this.#note(`close ${bound}`),
        };
      },
    };
  }

  #watcher(name: string): Watcher {
    const watcher = createWatcher();
    let stopped: Promise<void> | undefined;
    return Object.assign(watcher, {
      start: () => {
        this.#note(`start ${name}`);
        return this.onStart(name);
      },
      stop: (options?: StopOptions) => {
        this.stopOptions.push(options);
        stopped ??= this.onStop(name).then(() => this.#note(`stopped ${name}`));
        return stopped;
      },
    });
  }
}
