import { isIP } from 'node:net';

/** Whether only this machine reaches a host, by name or address, with brackets or without. */
export function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, '');
  return bare === 'localhost' || bare === '::1' || (isIP(bare) === 4 && bare.startsWith('127.'));
}
