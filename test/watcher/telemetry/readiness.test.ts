import { describe, expect, it } from 'vitest';
import { readinessOf, reasonLine } from '../../../src/watcher/telemetry/readiness.js';
import { anInstance, aSnapshot } from '../http/samples.js';

const since = new Date('2026-01-01T00:00:00Z');
const problem = { since, fault: 'denied', message: 'sso:List* is missing.' } as const;
const broken = anInstance({ name: 'broken', problem, stale: 'no sweep for 90 s' });
const stale = anInstance({ name: 'stale', stale: 'no sweep for 90 s' });
const sink = { name: 'webhook', outbox: 3, deadLetters: 0 };
const failing = { ...sink, failing: { since, reason: 'HTTP 500' } };

describe('health', () => {
  it('is healthy when all instances are watched and all sinks accept events', () => {
    expect(readinessOf(aSnapshot())).toEqual({
      level: 'healthy',
      sentence: 'Healthy: the instance is watched.',
      reasons: [],
    });
    const { sentence } = readinessOf(aSnapshot({ instances: [anInstance(), anInstance()] }));
    expect(sentence).toBe('Healthy: all 2 instances are watched.');
  });

  it.each([
    ['idle', 'The watcher is not started yet.'],
    ['draining', 'The watcher is draining.'],
    ['stopped', 'The watcher is stopped.'],
  ] as const)('is bad while the watcher is %s', (phase, sentence) => {
    expect(readinessOf(aSnapshot({ phase }))).toEqual({
      level: 'unhealthy',
      sentence,
      reasons: [{ scope: 'watcher', message: sentence }],
    });
  });

  it('is unhealthy while the state cannot be written, because then no events are emitted', () => {
    const stateProblem = { since, message: 'no space left on device' };
    expect(readinessOf(aSnapshot({ stateProblem, sinks: [failing] }))).toEqual({
      level: 'unhealthy',
      sentence: 'The state cannot be written, so no events are emitted.',
      reasons: [
        {
          scope: 'watcher',
          message: 'the state cannot be written: no space left on device',
          since,
        },
        { scope: 'sink', name: 'webhook', message: 'HTTP 500', since },
      ],
    });
  });

  it('is unhealthy for an instance with a problem, which takes precedence over staleness', () => {
    expect(readinessOf(aSnapshot({ instances: [broken] }))).toEqual({
      level: 'unhealthy',
      sentence: 'The instance is not watched as expected.',
      reasons: [
        { scope: 'instance', name: 'broken', message: 'denied: sso:List* is missing.', since },
      ],
    });
  });

  it('is unhealthy for a stale instance, and lists all problems', () => {
    const snapshot = aSnapshot({ instances: [anInstance(), stale, broken], sinks: [failing] });
    const { level, sentence, reasons } = readinessOf(snapshot);
    expect(level).toBe('unhealthy');
    expect(sentence).toBe('2 of 3 instances are not watched as expected.');
    expect(reasons.map(({ name }) => name)).toEqual(['stale', 'broken', 'webhook']);
  });

  it('is degraded while only a sink fails', () => {
    expect(readinessOf(aSnapshot({ sinks: [failing, { ...sink, name: 'exec' }] }))).toEqual({
      level: 'degraded',
      sentence: 'All instances are watched, but events do not reach webhook.',
      reasons: [{ scope: 'sink', name: 'webhook', message: 'HTTP 500', since }],
    });
  });
});

it('a reason is one line', () => {
  expect(reasonLine({ scope: 'watcher', message: 'x' })).toBe('watcher: x');
  expect(reasonLine({ scope: 'sink', name: 'webhook', message: 'HTTP 500', since })).toBe(
    'sink webhook: HTTP 500 (since 2026-01-01T00:00:00.000Z)',
  );
});
