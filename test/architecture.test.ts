import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const SRC = fileURLToPath(new URL('../src', import.meta.url));

/** Data flows one way: a stage imports those before it. */
const STAGES = ['schedule', 'plan', 'api', 'poll', 'status', 'events', 'sink'];

/** The stages within the watcher; those of the package come before. */
const WATCH_STAGES = ['store', 'discover', 'follow', 'state', 'deliver', 'sinks'];

/** What every stage stands on. */
const GROUND_FLOOR = ['errors.ts', 'options.ts'];

interface SourceFile {
  /** Relative to `src`, such as `api/pace.ts`. */
  readonly path: string;
  /** Without comments. */
  readonly code: string;
  /** The files of `src` that it imports, types too. */
  readonly imports: readonly string[];
}

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map(readSource);

function readSource(path: string): SourceFile {
  const code = withoutComments(readFileSync(join(SRC, path), 'utf8'));
  const imported = [...code.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*'(\.[^']+)\.js'/g)];
  const imports = imported.map(([, target = '']) => normalize(join(dirname(path), `${target}.ts`)));
  return { path, code, imports };
}

function withoutComments(code: string): string {
  return code.replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, '');
}

/** The folder of a file; the file itself where it stands in `src`. */
function placeOf(path: string): string {
  return path.split('/')[0] ?? path;
}

/** The imports from one place to another that are not allowed, as `from -> to`. */
function violations(
  applies: (place: string) => boolean,
  allows: (target: string, place: string) => boolean,
): string[] {
  return files
    .filter(({ path }) => applies(placeOf(path)))
    .flatMap(({ path, imports }) =>
      imports
        .filter((target) => !allows(placeOf(target), placeOf(path)))
        .map((target) => `${path} -> ${target}`),
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
  const tracker = files.find(({ path }) => path === 'tracker.ts');
  expect(tracker?.imports).toContain('poll/client-use.ts');
  const known = new Set(files.map(({ path }) => path));
  const unknown = files.flatMap(({ imports }) => imports.filter((target) => !known.has(target)));
  expect(unknown).toEqual([]);
});

describe('imports', () => {
  it('of the ground floor stay on it', () => {
    const groundFloor = new Set([...GROUND_FLOOR, 'request']);
    const found = violations(
      (place) => groundFloor.has(place),
      (target) => groundFloor.has(target),
    );
    expect(found).toEqual([]);
  });

  it('of a stage go to earlier stages, or to the ground floor', () => {
    const found = violations(
      (place) => STAGES.includes(place),
      (target, place) =>
        target === 'request' ||
        GROUND_FLOOR.includes(target) ||
        STAGES.slice(0, STAGES.indexOf(place) + 1).includes(target),
    );
    expect(found).toEqual([]);
  });

  it('of a stage of the watcher go to earlier stages, or to its vocabulary', () => {
    const vocabulary = new Set(['request-event', 'watch-event', 'watcher-interface']);
    const stageOf = (path: string) => /^watch\/(\w+)\//.exec(path)?.[1] ?? '';
    const allowed = (target: string, stage: string) =>
      !target.startsWith('watch/') ||
      vocabulary.has(target.slice('watch/'.length, -'.ts'.length)) ||
      WATCH_STAGES.slice(0, WATCH_STAGES.indexOf(stage) + 1).includes(stageOf(target));
    const found = files
      .filter(({ path }) => WATCH_STAGES.includes(stageOf(path)))
      .flatMap(({ path, imports }) =>
        imports
          .filter((target) => !allowed(target, stageOf(path)))
          .map((target) => `${path} -> ${target}`),
      );
    expect(found).toEqual([]);
  });

  it('of the emulator know nothing of the engine but its vocabulary and clock', () => {
    const known = (target: string) =>
      ['emulator/', 'request/'].some((folder) => target.startsWith(folder)) ||
      target === 'schedule/clock.ts';
    const found = files
      .filter(({ path }) => path.startsWith('emulator/'))
      .flatMap(({ path, imports }) =>
        imports.filter((target) => !known(target)).map((target) => `${path} -> ${target}`),
      );
    expect(found).toEqual([]);
  });

  it('of the command come from nowhere else', () => {
    const found = violations(
      (place) => place !== 'cli',
      (target) => target !== 'cli',
    );
    expect(found).toEqual([]);
  });

  it('of the library do not reach the emulator', () => {
    const found = violations(
      (place) => place !== 'emulator' && place !== 'cli',
      (target) => target !== 'emulator',
    );
    expect(found).toEqual([]);
  });

  it('of the public index come from nowhere within the library', () => {
    const found = violations(
      (place) => place !== 'cli',
      (target) => target !== 'index.ts',
    );
    expect(found).toEqual([]);
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
  const isClock = (path: string) => path === 'schedule/clock.ts';
  const isCli = (path: string) => path.startsWith('cli/');
  const isCliOrGroups = (path: string) => isCli(path) || path === 'watch/sinks/process-group.ts';

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
