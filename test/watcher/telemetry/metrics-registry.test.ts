import { afterEach, describe, expect, it } from 'vitest';
import { createMetrics, type Metrics } from '../../../src/watcher/telemetry/metrics-registry.js';
import { FakeWatcher, sweptEvent } from '../http/fake-watcher.js';
import { parseExposition, type Sample } from './metrics/exposition.js';
import { lint } from './metrics/lint.js';
import {
  aDiscovery,
  aFailure,
  anInstance,
  aSnapshot,
  aSuccess,
  inFlight,
} from '../http/samples.js';

const opened: Metrics[] = [];

afterEach(() => {
  for (const metrics of opened.splice(0)) metrics.close();
});

function setUp(changes: Parameters<typeof aSnapshot>[0] = {}) {
  const watcher = new FakeWatcher(aSnapshot(changes));
  const metrics = createMetrics(watcher, '1.2.3');
  opened.push(metrics);
  const families = async () => parseExposition(await metrics.render());
  /** The value of the only sample with a name, without the prefix, and at least these labels. */
  const value = async (name: string, labels: Readonly<Record<string, string>> = {}) => {
    const samples = (await families()).flatMap((family) => family.samples);
    const found = samples.filter((sample) => sample.name === `sso_admin_waiter_${name}`);
    const matching = found.filter((sample) => holds(sample, labels));
    expect(matching.length, `${name} ${JSON.stringify(labels)}`).toBe(1);
    return matching[0]?.value;
  };
  return { watcher, metrics, families, value };
}

function holds(sample: Sample, labels: Readonly<Record<string, string>>): boolean {
  return Object.entries(labels).every(([label, text]) => sample.labels[label] === text);
}

const at = new Date('2026-01-01T00:00:00Z');
const provisioning = { sso_instance: 'production', kind: 'permission-set-provisioning' } as const;

describe('metrics', () => {
  it('follow the conventions, at the start and after all events', async () => {
    const { watcher, families } = setUp({
      instances: [anInstance(), anInstance({ name: 'a "quoted"\\\nname', instanceArn: 'arn:2' })],
    });
    expect(lint(await families())).toEqual([]);
    const delivery = { at, sink: 'webhook', eventId: 'x', attempts: 1 };
    watcher.emit(
      ...[1, 2, 3].map((number) => aDiscovery(number)),
      ...[1, 2, 3].map((number) => aSuccess(number)),
      ...[4, 5, 6].map((number) => aFailure(number)),
      aFailure(7, { instanceArn: 'arn:2' }),
      aFailure(8, { instanceArn: 'arn:of-nobody' }),
      sweptEvent(),
      { ...delivery, type: 'delivered', afterMs: 200 },
      { ...delivery, type: 'delivery-failed', reason: 'HTTP 500', retryMs: 1_000 },
      { ...delivery, type: 'dead-lettered', reason: 'HTTP 410' },
    );
    const after = await families();
    expect(lint(after)).toEqual([]);
    const instances = new Set(
      after.flatMap(({ samples }) => samples.map(({ labels }) => labels['sso_instance'])),
    );
    expect(instances).toEqual(new Set(['production', 'a "quoted"\\\nname', 'unknown', undefined]));
  });

  it('contain only the kind, status and category of a request', async () => {
    const { watcher, metrics } = setUp({ inFlight: inFlight(2) });
    const failure = aFailure(1, { failureReason: 'A reason of its own' });
    watcher.emit(failure);
    const text = await metrics.render();
    for (const secret of [failure.requestId, failure.accountId, 'A reason', failure.instanceArn]) {
      expect(text).not.toContain(secret);
    }
  });

  it('count results by status and category, from 0', async () => {
    const { watcher, value } = setUp();
    const denied = { status: 'failed', category: 'access-denied', ...provisioning };
    const succeeded = { status: 'succeeded', category: 'none', ...provisioning };
    expect(await value('requests_ended_total', denied)).toBe(0);
    expect(await value('requests_ended_total', succeeded)).toBe(0);
    const { kind } = provisioning;
    watcher.emit(
      aFailure(0, { kind, category: 'access-denied' }),
      aSuccess(0, { kind }),
      aSuccess(3, { kind }),
    );
    expect(await value('requests_ended_total', denied)).toBe(1);
    expect(await value('requests_ended_total', succeeded)).toBe(2);
  });

  it('observe durations and delays in seconds', async () => {
    const { watcher, value } = setUp();
    const { durationMs: _, maxDetectionDelayMs: _2, ...unseen } = aSuccess(3);
    watcher.emit(aSuccess(0, { durationMs: 12_000, maxDetectionDelayMs: 700 }), unseen);
    const { kind } = aSuccess(0);
    expect(await value('provisioning_duration_seconds_sum', { kind })).toBe(12);
    expect(await value('provisioning_duration_seconds_count', { kind })).toBe(1);
    expect(await value('provisioning_duration_seconds_bucket', { kind, le: '10' })).toBe(0);
    expect(await value('provisioning_duration_seconds_bucket', { kind, le: '20' })).toBe(1);
    expect(await value('detection_delay_seconds_sum', { kind })).toBe(0.7);
  });

  it('count sweeps and deliveries', async () => {
    const { watcher, value } = setUp();
    expect(await value('sweeps_total', provisioning)).toBe(0);
    expect(await value('deliveries_total', { sink: 'webhook', outcome: 'failed' })).toBe(0);
    const delivered = {
      type: 'delivered',
      at,
      sink: 'webhook',
      eventId: 'x',
      attempts: 2,
    } as const;
    watcher.emit(sweptEvent(), sweptEvent(), { ...delivered, afterMs: 1_500 });
    expect(await value('sweeps_total', provisioning)).toBe(2);
    expect(await value('sweep_pages_total', provisioning)).toBe(2);
    expect(await value('deliveries_total', { sink: 'webhook', outcome: 'delivered' })).toBe(1);
    expect(await value('delivery_delay_seconds_sum', { sink: 'webhook' })).toBe(1.5);
  });

  it('count the dead letters that were deleted', async () => {
    const { watcher, value } = setUp();
    expect(await value('dead_letters_dropped_total', { sink: 'webhook' })).toBe(0);
    watcher.emit({ type: 'dead-letters-dropped', at, sink: 'webhook', count: 3 });
    expect(await value('dead_letters_dropped_total', { sink: 'webhook' })).toBe(3);
  });

  it('count failures of the state', async () => {
    const { watcher, value } = setUp();
    expect(await value('state_write_failures_total')).toBe(0);
    watcher.emit({ type: 'state-failing', at, message: 'no space left on device' });
    expect(await value('state_write_failures_total')).toBe(1);
  });

  it('read the others from the snapshot at each scrape', async () => {
    const { watcher, value } = setUp();
    const operation = 'ListPermissionSetProvisioningStatus';
    expect(await value('calls_total', { operation, outcome: 'throttled' })).toBe(3);
    expect(await value('calls_total', { operation, outcome: 'answered' })).toBe(2_155);
    expect(await value('throttles_total')).toBe(3);
    expect(await value('rate_limit_calls_per_second')).toBe(4.2);
    expect(await value('rate_limit_ceiling_calls_per_second')).toBe(5);
    expect(await value('instance_up')).toBe(1);
    expect(await value('sink_up')).toBe(1);
    expect(await value('ready')).toBe(1);
    expect(await value('state_size_bytes')).toBe(262_144);
    expect(await value('build_info', { version: '1.2.3' })).toBe(1);

    const kinds = [
      { ...provisioning, inFlight: 7, order: 'unknown', lastSweepAt: at, cadenceMs: 2_500 },
    ] as const;
    const failing = { since: at, reason: 'HTTP 500' };
    watcher.current = aSnapshot({
      startedAt: at,
      instances: [anInstance({ kinds, stale: 'no sweep for 90 s', ratePerSecond: 0.5 })],
      sinks: [{ name: 'webhook', outbox: 12, deadLetters: 2, failing }],
    });
    expect(await value('start_timestamp_seconds')).toBe(at.getTime() / 1_000);
    expect(await value('last_successful_sweep_timestamp_seconds')).toBe(at.getTime() / 1_000);
    expect(await value('sweep_interval_seconds')).toBe(2.5);
    expect(await value('requests_in_flight')).toBe(7);
    expect(await value('rate_limit_calls_per_second')).toBe(0.5);
    expect(await value('instance_up')).toBe(0);
    expect(await value('ready')).toBe(0);
    expect(await value('sink_up')).toBe(0);
    expect(await value('outbox_events')).toBe(12);
    expect(await value('dead_letters')).toBe(2);
    expect(await value('build_info', { version: '1.2.3' })).toBe(1);
  });

  it('drop an instance that was removed, and continue counting for the others', async () => {
    const { watcher, metrics, value } = setUp({ instances: [anInstance({ name: 'gone' })] });
    watcher.emit(sweptEvent());
    expect(await metrics.render()).toContain('instance_up{sso_instance="gone"}');
    watcher.current = aSnapshot();
    expect(await metrics.render()).not.toContain('instance_up{sso_instance="gone"}');
    expect(await value('sweeps_total', provisioning)).toBe(1);
  });

  it('of two watchers do not mix, and closing removes the listener', async () => {
    const one = setUp();
    const other = setUp();
    one.watcher.emit(sweptEvent());
    expect(await other.value('sweeps_total', provisioning)).toBe(0);
    one.metrics.close();
    expect(one.watcher.listeners).toBe(0);
    expect(other.watcher.listeners).toBe(1);
  });
});
