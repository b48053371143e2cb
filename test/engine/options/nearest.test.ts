import { expect, it } from 'vitest';
import { nearest } from '../../../src/engine/options/nearest.js';

const NAMES = ['region', 'roleArn', 'instanceArn', 'url', 'urlEnv'];

it.each([
  ['regoin', 'region'],
  ['instanceARN', 'instanceArn'],
  ['instance_arn', 'instanceArn'],
  ['uri', 'url'],
  ['ur', 'url'],
  ['urlenv', 'urlEnv'],
  ['headers', undefined],
  ['', undefined],
])('%j: %j', (word, name) => {
  expect(nearest(word, NAMES)).toBe(name);
});
