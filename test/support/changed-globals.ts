/** The global state that test files in the same worker share, other than modules. */
interface Globals {
  readonly functions: readonly (readonly [object, string, unknown])[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly listeners: ReadonlyMap<string | symbol, readonly Listener[]>;
}
type Listener = (...args: unknown[]) => void;

const FUNCTIONS: readonly (readonly [object, readonly string[]])[] = [
  [globalThis, ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval']],
  [globalThis, ['setImmediate', 'clearImmediate', 'queueMicrotask', 'Date', 'performance']],
  [performance, ['now']],
  [process, ['nextTick', 'hrtime']],
  [Math, ['random']],
];

/** The functions of time and randomness, the environment variables, and the listeners on `process`. */
export function recordGlobals(): Globals {
  const names = process.eventNames();
  return {
    functions: FUNCTIONS.flatMap(([owner, keys]) =>
      keys.map((key) => [owner, key, Reflect.get(owner, key)] as const),
    ),
    env: { ...process.env },
    listeners: new Map(names.map((name) => [name, listenersOf(name)])),
  };
}

/** Undoes changes since `before`. @returns the names of what had changed */
export function undoChanges(before: Globals): string[] {
  return [...undoFunctions(before), ...undoEnv(before), ...undoListeners(before)];
}

function undoFunctions({ functions }: Globals): string[] {
  const changed = functions.filter(([owner, key, value]) => Reflect.get(owner, key) !== value);
  for (const [owner, key, value] of changed) Reflect.set(owner, key, value);
  return changed.map(([, key]) => key);
}

function undoEnv({ env }: Globals): string[] {
  const names = new Set([...Object.keys(env), ...Object.keys(process.env)]);
  const changed = [...names].filter((name) => process.env[name] !== env[name]);
  for (const name of changed) {
    if (env[name] === undefined) delete process.env[name];
    else process.env[name] = env[name];
  }
  return changed.map((name) => `process.env.${name}`);
}

function undoListeners({ listeners }: Globals): string[] {
  return process.eventNames().flatMap((name) => {
    const before = listeners.get(name) ?? [];
    const added = listenersOf(name).filter((listener) => !before.includes(listener));
    for (const listener of added) process.off(name, listener);
    return added.map(() => `a listener on process for ${String(name)}`);
  });
}

function listenersOf(name: string | symbol): Listener[] {
  return process.rawListeners(name) as Listener[];
}
