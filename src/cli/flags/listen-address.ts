import * as v from 'valibot';
import { textLike } from '../../engine/options/schema.js';

/** An address to listen on. */
export interface ListenAddress {
  readonly host: string;
  /** 0 selects a free port. */
  readonly port: number;
}

/** Parses an address to listen on: `127.0.0.1:9464`, `[::1]:9464`, or for loopback `:9464` and `9464`. */
export const listenSchema = v.pipe(
  textLike(
    /^(?:(?:\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)?:)?(?:\d{1,4}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d{2}|655[0-2]\d|6553[0-5])$/,
    'an address such as 127.0.0.1:9464 or [::1]:9464, or a port of this machine such as 9464',
  ),
  v.transform((text): ListenAddress => {
    const at = text.lastIndexOf(':');
    const host = text.slice(0, Math.max(0, at)).replace(/^\[(.*)\]$/, '$1');
    return { host: host === '' ? '127.0.0.1' : host, port: Number(text.slice(at + 1)) };
  }),
);

/** A host name without a port, as in a URL. */
export const hostNameSchema = textLike(
  /^(?:\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)$/,
  'a host without a port, such as example.com',
);
