import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const SRC = fileURLToPath(new URL('../src', import.meta.url));

/** The rooms of the package, bottom up, and what each may import beside itself. */
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  engine: [],
  emulator: ['engine'],
  waiter: ['engine'],
  watcher: ['engine'],
  cli: ['engine', 'emulator', 'waiter', 'watcher'],
};

/** The folders of a room, bottom up: each imports only those before it. */
const STAGES: Readonly<Record<string, readonly string[]>> = {
  engine: ['util', 'requests', 'results', 'options', 'calls', 'polling', 'tracking', 'events'],
  emulator: [
    'util',
    'protocol',
    'options',
    'state',
    'operations',
    'faults',
    'service',
    'transports',
  ],
  watcher: [
    'store',
    'discovery',
    'following',
    'instances',
    'delivery',
    'sinks',
    'telemetry',
    'dashboard',
    'http',
  ],
};

/** The files beside a room's folders: its public names, its public types, its composition root. */
const LOOSE_FILES: Readonly<Record<string, readonly string[]>> = {
  engine: [],
  emulator: ['emulator-interface.ts', 'emulator.ts', 'index.ts'],
  watcher: [
    'index.ts',
    'request-event.ts',
    'watcher-event.ts',
    'watcher-interface.ts',
    'watcher-options.ts',
    'watcher.ts',
  ],
};

interface SourceFile {
  /** Relative to `src`, such as `engine/calls/rate-limiter.ts`. */
  readonly path: string;
  readonly lines: number;
  /** Without comments. */
  readonly code: string;
  /** The files of `src` that it imports, types too. */
  readonly imports: readonly string[];
}

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map(readSource);

function readSource(path: string): SourceFile {
  const text = readFileSync(join(SRC, path), 'utf8');
  const lines = text.split('\n').length - 1;
  const code = withoutComments(text);
  const imported = [...code.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*'(\.[^']+)\.js'/g)];
  const imports = imported.map(([, target = '']) => normalize(join(dirname(path), `${target}.ts`)));
  return { path, lines, code, imports };
}

function withoutComments(code: string): string {
  return code.replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, '');
}

/** The first folder of a path; the path itself where it has none. */
function roomOf(path: string): string {
  return path.split('/')[0] ?? path;
}

/** The imports that are not allowed, as `from -> to`. */
function violations(allows: (from: string, to: string) => boolean): string[] {
  return files.flatMap(({ path, imports }) =>
    imports.filter((target) => !allows(path, target)).map((target) => `${path} -> ${target}`),
  );
}

/** The files, but for those named, in whose code the pattern is found. */
function filesWith(pattern: RegExp, except: (path: string) => boolean): string[] {
  return files
    .filter(({ path, code }) => !except(path) && pattern.test(code))
    .map(({ path }) => path);
}

it('reads the imports that it judges', () => {
  expect(files.length).toBeGreaterThan(50);
  const tracker = files.find(({ path }) => path === 'waiter/tracker.ts');
  expect(tracker?.imports).toContain('engine/polling/client-session.ts');
  const known = new Set(files.map(({ path }) => path));
  const unknown = files.flatMap(({ imports }) => imports.filter((target) => !known.has(target)));
  expect(unknown).toEqual([]);
});

describe('the tree', () => {
  it('has no file outside the rooms but the public index', () => {
    const outside = files.filter(({ path }) => !Object.hasOwn(ROOMS, roomOf(path)));
    expect(outside.map(({ path }) => path)).toEqual(['index.ts']);
  });

  it.each(Object.entries(STAGES))('of %s has the folders that are listed here', (room, stages) => {
    const inRoom = files.filter(({ path }) => roomOf(path) === room);
    const parts = inRoom.map(({ path }) => path.split('/'));
    const folders = parts.flatMap(([, name = '', file]) => (file === undefined ? [] : [name]));
    expect([...new Set(folders)].toSorted()).toEqual(stages.toSorted());
    const loose = parts.flatMap(([, name = '', file]) => (file === undefined ? [name] : []));
    expect(loose.toSorted()).toEqual(LOOSE_FILES[room]);
  });

  it('has no two files of the same name', () => {
    // The files of a sink have the same names as those of another one, and mean the same.
    const sinkFile = /^watcher\/sinks\/\w+\//;
    const names = files.flatMap(({ path }) => (sinkFile.test(path) ? [] : basename(path)));
    const twice = names.filter((name, index) => names.indexOf(name) !== index);
    expect(new Set(twice)).toEqual(new Set(['index.ts']));
  });

  it('has no file of more than 250 lines', () => {
    expect(files.filter(({ lines }) => lines > 250).map(({ path }) => path)).toEqual([]);
  });
});

describe('imports', () => {
  it('of a room go to itself, and to the rooms below it', () => {
    const found = violations((from, to) => {
      const room = roomOf(from);
      return room === 'index.ts' || [room, ...(ROOMS[room] ?? [])].includes(roomOf(to));
    });
    expect(found).toEqual([]);
  });

  it.each(Object.entries(STAGES))('of a folder of %s go to those before it', (room, stages) => {
    const stageOf = (path: string) => {
      const [first, folder = '', file] = path.split('/');
      return first === room && file !== undefined ? stages.indexOf(folder) : -1;
    };
    const found = violations((from, to) => stageOf(from) === -1 || stageOf(to) <= stageOf(from));
    expect(found).toEqual([]);
  });

  it('of the emulator know nothing of the engine but its vocabulary and clock', () => {
    const found = violations(
      (from, to) =>
        roomOf(from) !== 'emulator' ||
        roomOf(to) === 'emulator' ||
        /^engine\/(?:util|requests|results|options)\//.test(to),
    );
    expect(found).toEqual([]);
  });

  it('of the public index come from nowhere within the library', () => {
    expect(violations((from, to) => roomOf(from) === 'cli' || to !== 'index.ts')).toEqual([]);
  });

  it('go in no circle', () => {
    expect(findCycle(new Map(files.map(({ path, imports }) => [path, imports])))).toEqual([]);
  });
});

/** A circle of imports, as the files along it; empty when there is none. */
function findCycle(imports: ReadonlyMap<string, readonly string[]>): string[] {
  const done = new Set<string>();
  const walk = (path: string, way: readonly string[]): string[] => {
    if (way.includes(path)) return [...way.slice(way.indexOf(path)), path];
    if (done.has(path)) return [];
    for (const target of imports.get(path) ?? []) {
      const cycle = walk(target, [...way, path]);
      if (cycle.length > 0) return cycle;
    }
    done.add(path);
    return [];
  };
  for (const path of imports.keys()) {
    const cycle = walk(path, []);
    if (cycle.length > 0) return cycle;
  }
  return [];
}

it('finds a circle where there is one', () => {
  const imports = new Map([
    ['a', ['b', 'c']],
    ['b', []],
    ['c', ['d']],
    ['d', ['c']],
  ]);
  expect(findCycle(imports)).toEqual(['c', 'd', 'c']);
});

describe('the edge', () => {
  const isClock = (path: string) => path === 'engine/util/clock.ts';
  const isCli = (path: string) => path.startsWith('cli/');
  const isCliOrGroups = (path: string) =>
    isCli(path) || path === 'watcher/sinks/exec/process-group.ts';

  it('of timers is one file', () => {
    expect(filesWith(/\bset(?:Timeout|Interval|Immediate)\b|node:timers/, isClock)).toEqual([]);
  });

  it('of time is one file', () => {
    expect(filesWith(/\bDate\.now\b|\bperformance\b|new Date\(\)/, isClock)).toEqual([]);
    expect(filesWith(/AbortSignal\.timeout/, () => false)).toEqual([]);
  });

  it('of the process is the command', () => {
    expect(filesWith(/\bprocess\.\w|\bconsole\.\w|node:process/, isCliOrGroups)).toEqual([]);
    // Signals to the processes that a sink has started, also when this one ends, and nothing else.
    expect(
      filesWith(/\bprocess\.(?!(?:kill|on|off)\b)\w|\bconsole\.\w|node:process/, isCli),
    ).toEqual([]);
  });
});
