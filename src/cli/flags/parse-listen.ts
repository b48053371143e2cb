import { InvalidOptionError } from '../../engine/results/errors.js';

/** Where to listen. */
export interface ListenAddress {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
}

/** `host:port`, `[IPv6]:port`, `:port` or `port`. The JSON Schema of the config file has it too. */
const LISTEN_PATTERN =
  /^(?:(?:\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)?:)?(?:\d{1,4}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d{2}|655[0-2]\d|6553[0-5])$/;

/**
 * An address to listen on: `127.0.0.1:9464`, `[::1]:9464`, or for loopback `:9464` and `9464`.
 *
 * @param option what it was given to, for the message
 * @throws {InvalidOptionError}
 */
export function parseListen(option: string, text: unknown): ListenAddress {
  if (typeof text !== 'string' || !LISTEN_PATTERN.test(text)) {
    throw new InvalidOptionError(
      option,
      text,
      'an address such as 127.0.0.1:9464 or [::1]:9464, or a port of this machine such as 9464',
    );
  }
  const at = text.lastIndexOf(':');
  const host = text.slice(0, Math.max(0, at)).replace(/^\[(.*)\]$/, '$1');
  return { host: host === '' ? '127.0.0.1' : host, port: Number(text.slice(at + 1)) };
}
