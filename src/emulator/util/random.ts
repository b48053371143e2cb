/**
 * Seeded randomness: the same seed gives the same run. Each purpose has its own stream, so that an additional
 * draw for one does not change the others.
 */

/** Draws the next number of a stream, at least 0 and less than 1. */
export type Random = () => number;

/** The stream of `seed` for one purpose. */
export function randomStream(seed: number, purpose: string): Random {
  return mulberry32(hash(`${seed} ${purpose}`));
}

/** A draw from the standard normal distribution (Box and Muller, 1958). */
export function normal(random: Random): number {
  const radius = Math.sqrt(-2 * Math.log(1 - random()));
  return radius * Math.cos(2 * Math.PI * random());
}

/** One of `choices`, all equally likely. */
export function pick<T>(choices: readonly [T, ...T[]], random: Random): T {
  return choices[Math.floor(random() * choices.length)] ?? choices[0];
}

/** A lower-case UUID of version 4. */
export function uuid(random: Random): string {
  const [a, b, c, d] = [hex8(random), hex8(random), hex8(random), hex8(random)];
  const variant = '89ab'.charAt(Math.floor(random() * 4));
  return `${a}-${b.slice(0, 4)}-4${b.slice(5)}-${variant}${c.slice(1, 4)}-${c.slice(4)}${d}`;
}

function hex8(random: Random): string {
  return Math.floor(random() * 2 ** 32)
    .toString(16)
    .padStart(8, '0');
}

/** https://gist.github.com/tommyettinger/46a874533244883189143505d203312c */
function mulberry32(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** FNV-1a: spreads similar seeds over all states. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return value | 0;
}
