import { describe, expect, it, vi } from 'vitest';
import { leaseClient } from '../../../src/engine/polling/client-session.js';
import { createEmulator } from '../../../src/emulator/index.js';
import { clientOf } from '../../support/clients.js';

const CONNECTION = { region: 'eu-west-1', endpointUrl: 'http://127.0.0.1:1' };

describe("a caller's own client", () => {
  it('is used, and never closed', () => {
    const client = clientOf(createEmulator());
    const destroy = vi.spyOn(client, 'destroy');
    const lease = leaseClient({ client });
    expect(lease.client).toBe(client);
    lease.release();
    expect(destroy).not.toHaveBeenCalled();
  });
});

describe('a created client', () => {
  it('has no retries of its own, and uses the connection options', async () => {
    const { client, release } = leaseClient(CONNECTION);
    expect(await client.config.maxAttempts()).toBe(1);
    expect(await client.config.region()).toBe('eu-west-1');
    expect(await client.config.endpoint?.()).toMatchObject({ hostname: '127.0.0.1', port: 1 });
    release();
  });

  it('is shared by leases with the same connection options only', () => {
    const one = leaseClient(CONNECTION);
    const same = leaseClient({ ...CONNECTION });
    const others = [
      leaseClient({ ...CONNECTION, region: 'us-east-1' }),
      leaseClient({ ...CONNECTION, endpointUrl: 'http://127.0.0.1:2' }),
      leaseClient({ ...CONNECTION, profile: 'other' }),
    ];
    expect(same.client).toBe(one.client);
    expect(new Set([one, ...others].map(({ client }) => client)).size).toBe(4);
    for (const lease of [one, same, ...others]) lease.release();
  });

  it('is closed with the last release, and then created again', () => {
    const one = leaseClient(CONNECTION);
    const same = leaseClient(CONNECTION);
    const destroy = vi.spyOn(one.client, 'destroy');

    one.release();
    expect(destroy).not.toHaveBeenCalled();
    same.release();
    expect(destroy).toHaveBeenCalledOnce();

    const later = leaseClient(CONNECTION);
    expect(later.client).not.toBe(one.client);
    later.release();
  });

  it('is not closed by releasing one lease twice', () => {
    const one = leaseClient(CONNECTION);
    const same = leaseClient(CONNECTION);
    const destroy = vi.spyOn(one.client, 'destroy');
    one.release();
    one.release();
    expect(destroy).not.toHaveBeenCalled();
    same.release();
  });
});
