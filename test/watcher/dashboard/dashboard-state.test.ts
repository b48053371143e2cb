import { describe, expect, it } from 'vitest';
import { composeState } from '../../../src/watcher/dashboard/dashboard-state.js';
import { aFailure, anInstance, aSnapshot, aSuccess, inFlight, recent } from '../http/samples.js';

describe('the state of the page', () => {
  it('contains the oldest requests in flight, and their number', () => {
    const all = inFlight(500);
    const { inFlight: shown } = composeState(aSnapshot({ inFlight: all }), '1');
    expect(shown.total).toBe(500);
    expect(shown.rows.map(({ requestId }) => requestId)).toEqual(
      all.slice(0, 100).map(({ requestId }) => requestId),
    );
  });

  it('has a bounded size', () => {
    const failures = Array.from({ length: 200 }, (_, index) =>
      aFailure(index, { failureReason: 'x'.repeat(100_000) }),
    );
    const state = composeState(aSnapshot({ inFlight: inFlight(5_000), recent: failures }), '1');
    expect(JSON.stringify(state).length).toBeLessThan(150_000);
    expect(state.failures[0]?.reason).toBe(`${'x'.repeat(1_000)}…`);
    expect(
      JSON.stringify(composeState(aSnapshot({ recent: recent(200) }), '1')).length,
    ).toBeLessThan(30_000);
  });

  it('contains the details of a request', () => {
    const state = composeState(aSnapshot({ inFlight: inFlight(2) }), '1');
    const [, request] = inFlight(2);
    expect(state.inFlight.rows[1]).toMatchObject({
      instance: 'production',
      kind: 'assignment creation',
      requestId: request?.requestId,
      account: request?.accountId,
      permissionSet: 'ps-00001a2b3c4d5e70',
      principal: `group ${request?.principalId}`,
    });
  });

  it('uses the time of discovery for a request without a date', () => {
    const discoveredAt = new Date(5_000);
    const { kind, instanceArn, requestId } = aSuccess(1);
    const request = { kind, instanceArn, requestId, instance: 'production', discoveredAt };
    const { rows } = composeState(aSnapshot({ inFlight: [request] }), '1').inFlight;
    expect(rows).toEqual([
      {
        key: `${kind} ${instanceArn} ${requestId}`,
        instance: 'production',
        kind: 'assignment creation',
        requestId,
        since: 5_000,
      },
    ]);
  });

  it('separates failures from successes, and charts both', () => {
    const { durationMs: _, ...unseen } = aSuccess(3);
    const { failureReason: _reason, ...silent } = aFailure(2);
    const events = [aSuccess(1), silent, unseen];
    const state = composeState(aSnapshot({ recent: events }), '1');
    expect(state.failures).toMatchObject([
      { requestId: silent.requestId, reason: 'no reason given', category: silent.category },
    ]);
    expect(state.successes.map(({ requestId }) => requestId)).toEqual([
      events[0]?.requestId,
      unseen.requestId,
    ]);
    expect(state.durations).toEqual([
      [events[0]?.at.getTime(), aSuccess(1).durationMs, 0],
      [silent.at.getTime(), silent.durationMs, 1],
    ]);
  });

  it('summarizes an instance by its slowest list', () => {
    const kind = {
      kind: 'permission-set-provisioning',
      order: 'unknown',
      cadenceMs: 2_000,
    } as const;
    const kinds = [
      { ...kind, inFlight: 2, lastSweepAt: new Date(9_000) },
      { ...kind, inFlight: 3, lastSweepAt: new Date(7_000), cadenceMs: 30_000 },
    ];
    const { instances } = composeState(aSnapshot({ instances: [anInstance({ kinds })] }), '1');
    expect(instances).toMatchObject([{ inFlight: 5, sweptAt: 7_000, cadenceMs: 30_000 }]);
    const unswept = [...kinds, { ...kind, inFlight: 0 }];
    const [first] = composeState(
      aSnapshot({ instances: [anInstance({ kinds: unswept })] }),
      '1',
    ).instances;
    expect(first?.sweptAt).toBeUndefined();
  });

  it('escapes characters that hide or reorder text', () => {
    const since = new Date(0);
    const state = composeState(
      aSnapshot({
        instances: [
          anInstance({
            name: 'a\u202Eb',
            problem: { since, fault: 'denied', message: 'x\u0007' },
          }),
        ],
        recent: [aFailure(1, { failureReason: 'y\u2066', accountId: '1\u200B2' })],
        sinks: [{ name: 'z', outbox: 0, deadLetters: 0, failing: { since, reason: 'r\n' } }],
      }),
      '1',
    );
    expect(state.instances[0]).toMatchObject({ name: 'a\\u202eb', problem: 'denied: x\\u0007' });
    expect(state.health.reasons[0]).toEqual({
      who: 'instance a\\u202eb',
      message: 'denied: x\\u0007',
      since: 0,
    });
    expect(state.failures[0]).toMatchObject({ reason: 'y\\u2066', account: '1\\u200b2' });
    expect(state.sinks[0]?.problem).toBe('r\\u000a');
    expect(JSON.stringify(state)).not.toMatch(/\p{Cf}/u);
  });
});
