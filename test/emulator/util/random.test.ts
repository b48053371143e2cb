import { describe, expect, it } from 'vitest';
import { normal, pick, randomStream, uuid } from '../../../src/emulator/util/random.js';

const draws = (seed: number, purpose: string, count = 5) => {
  const random = randomStream(seed, purpose);
  return Array.from({ length: count }, random);
};

describe('randomStream', () => {
  it('is the same for the same seed and purpose', () => {
    expect(draws(7, 'a')).toEqual(draws(7, 'a'));
  });

  it('differs by seed and by purpose', () => {
    expect(draws(7, 'a')).not.toEqual(draws(8, 'a'));
    expect(draws(7, 'a')).not.toEqual(draws(7, 'b'));
  });

  it('is uniform from 0 to 1', () => {
    const sample = draws(1, 'spread', 10_000);
    const mean = sample.reduce((sum, value) => sum + value, 0) / sample.length;
    expect(Math.min(...sample)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...sample)).toBeLessThan(1);
    expect(mean).toBeCloseTo(0.5, 1);
  });

  it('has uniform first draws for similar seeds', () => {
    const firsts = Array.from({ length: 1000 }, (_, seed) => randomStream(seed, 'x')());
    expect(firsts.filter((value) => value < 0.5).length / 1000).toBeCloseTo(0.5, 1);
  });
});

describe('normal', () => {
  it('has mean 0 and deviation 1', () => {
    const random = randomStream(1, 'normal');
    const sample = Array.from({ length: 10_000 }, () => normal(random));
    const mean = sample.reduce((sum, value) => sum + value, 0) / sample.length;
    const variance = sample.reduce((sum, value) => sum + (value - mean) ** 2, 0) / sample.length;
    expect(mean).toBeCloseTo(0, 1);
    expect(variance).toBeCloseTo(1, 1);
  });
});

describe('pick', () => {
  it('can choose the first and the last', () => {
    expect(pick(['a', 'b', 'c'], () => 0)).toBe('a');
    expect(pick(['a', 'b', 'c'], () => 0.999)).toBe('c');
  });
});

describe('uuid', () => {
  it('is a lower-case UUID of version 4, and does not repeat', () => {
    const random = randomStream(1, 'ids');
    const ids = Array.from({ length: 2000 }, () => uuid(random));
    for (const id of ids) {
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    }
    expect(new Set(ids).size).toBe(2000);
  });
});
