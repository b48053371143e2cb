import { describe, expect, it } from 'vitest';
import { createHostCheck } from '../../../src/watcher/http/host-check.js';

describe('the host check', () => {
  it.each([
    'localhost',
    'LOCALHOST',
    'localhost.',
    'localhost:9464',
    'localhost.:9464',
    '127.0.0.1',
    '127.0.0.1:1',
    '[::1]',
    '[::1]:9464',
    'watcher.example:443',
    'WATCHER.example',
  ])('accepts %s', (header) => {
    expect(createHostCheck('127.0.0.1', ['watcher.example'])(header, 'refused')).toBe(true);
  });

  it.each([
    undefined,
    '',
    'evil.test',
    'localhost.evil.test',
    'evil.test:localhost',
    'localhost@evil.test',
    'localhost:80:80',
    'localhost:x',
    'localhost/',
    ' localhost',
    '[::1',
    '::1',
    '10.0.0.1',
    '[fe80::1]',
    'watcher.example.evil.test',
  ])('rejects %s', (header) => {
    expect(createHostCheck('127.0.0.1', ['watcher.example'])(header, 'allowed')).toBe(false);
  });

  it('accepts the listen address', () => {
    expect(createHostCheck('Watch.Internal', [])('watch.internal:1', 'refused')).toBe(true);
    expect(createHostCheck('fe80::1', [])('[FE80::1]:1', 'refused')).toBe(true);
  });

  it.each(['0.0.0.0', '::', '10.0.0.5', 'watch.internal'])(
    'accepts any IP address on routes that allow it, listening on %s',
    (host) => {
      const check = createHostCheck(host, []);
      expect(check('10.1.2.3:9464', 'allowed')).toBe(true);
      expect(check('[2001:db8::1]:9464', 'allowed')).toBe(true);
      expect(check('10.1.2.3:9464', 'refused')).toBe(false);
      expect(check('evil.test', 'allowed')).toBe(false);
    },
  );

  it.each(['127.0.0.1', '127.8.8.8', '::1', 'localhost'])(
    'rejects other IP addresses, listening on loopback %s',
    (host) => {
      expect(createHostCheck(host, [])('10.1.2.3', 'allowed')).toBe(false);
    },
  );

  it.each(['http://x', 'a b', '', '*.example'])('rejects %j as an allowed host', (name) => {
    expect(() => createHostCheck('127.0.0.1', [name])).toThrow('allowedHosts must be');
  });

  it('accepts an IPv6 address as an allowed host', () => {
    expect(createHostCheck('127.0.0.1', ['fd00::5'])('[fd00::5]:80', 'refused')).toBe(true);
  });
});
