import { isIP } from 'node:net';
import { InvalidOptionError } from '../../engine/results/errors.js';
import { isLoopback } from '../../engine/util/loopback.js';

/** Whether a request with this `Host` header is meant for this server. */
export type HostCheck = (header: string | undefined, address: 'refused' | 'allowed') => boolean;

/**
 * Protects against DNS rebinding: a foreign page can make a browser call this server under a name of that page,
 * and has then the same origin. Therefore only known names of this server are served. The port is not
 * compared, because ports can be forwarded.
 *
 * An IP address is not resolved, so it cannot be rebound. It is accepted only for routes that allow it, and only
 * if other machines can reach the server.
 *
 * @param host the address that the server listens on
 * @param allowedHosts other names
 * @throws {InvalidOptionError} when an allowed host is not a host name
 */
export function createHostCheck(host: string, allowedHosts: readonly string[]): HostCheck {
  const names = new Set(['localhost', '127.0.0.1', '[::1]', bracketed(host).toLowerCase()]);
  for (const allowed of allowedHosts) {
    const name = typeof allowed === 'string' ? hostName(bracketed(allowed)) : undefined;
    if (name === undefined) {
      throw new InvalidOptionError('allowedHosts', allowed, 'a list of host names');
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

/** Adds the brackets of a URL to an IPv6 address. Other hosts are unchanged. */
export function bracketed(host: string): string {
  return isIP(host) === 6 ? `[${host}]` : host;
}

/** The name in a `Host` header, without the port; `undefined` if the header is invalid. */
function hostName(header: string | undefined): string | undefined {
  return /^(\[[\da-f:.]+\]|[\w.-]+?)\.?(?::\d+)?$/i.exec(header ?? '')?.[1]?.toLowerCase();
}

function isAddress(name: string): boolean {
  return isIP(name.replace(/^\[|\]$/g, '')) !== 0;
}
