import { isIP } from 'node:net';
import { InvalidOptionError } from '../../engine/results/errors.js';
import { isLoopback } from '../../engine/util/loopback.js';

/** Whether a request with this `Host` header is meant for this server. */
export type HostCheck = (header: string | undefined, address: 'refused' | 'allowed') => boolean;

/**
 * Guards against DNS rebinding: a foreign page may make a browser call this server under a name of
 * its own, and would then count as of the same origin. So only names that are known to be this
 * server's are served, with any port, because ports are forwarded.
 *
 * An IP address needs no name, so that it can't be rebound; it is a known name only where routes say
 * so, and only when other machines are let in.
 *
 * @param host what the server is bound to
 * @param allowedHosts more names
 * @throws {InvalidOptionError} when one of them is no host name
 */
export function createHostCheck(host: string, allowedHosts: readonly string[]): HostCheck {
  const names = new Set(['localhost', '127.0.0.1', '[::1]', bracketed(host).toLowerCase()]);
  for (const allowed of allowedHosts) {
    const name = typeof allowed === 'string' ? hostName(bracketed(allowed)) : undefined;
    if (name === undefined) {
      throw new InvalidOptionError('allowedHosts', allowed, 'made of host names');
    }
    names.add(name);
  }
  const open = !isLoopback(host);
  return (header, address) => {
    const name = hostName(header);
    if (name === undefined) return false;
    return names.has(name) || (address === 'allowed' && open && isAddress(name));
  };
}

/** An IPv6 address as it stands in a URL; anything else as it is. */
export function bracketed(host: string): string {
  return isIP(host) === 6 ? `[${host}]` : host;
}

/** The name in a `Host` header, without port; `undefined` when it holds none. */
function hostName(header: string | undefined): string | undefined {
  return /^(\[[\da-f:.]+\]|[\w.-]+?)\.?(?::\d+)?$/i.exec(header ?? '')?.[1]?.toLowerCase();
}

function isAddress(name: string): boolean {
  return isIP(name.replace(/^\[|\]$/g, '')) !== 0;
}
