import { InvalidOptionError } from '../../engine/results/errors.js';
import { oneOf } from '../../engine/options/wait-options.js';
import { ITERATOR_PREFIX } from './event-iterator.js';
import type { Sink } from './sink.js';

/** @throws {InvalidOptionError} when a sink is invalid, or two have the same name */
export function checkSinks(sinks: readonly Sink[]): void {
  if (!Array.isArray(sinks)) throw new InvalidOptionError('sinks', sinks, 'a list of sinks');
  sinks.forEach(checkSink);
  const names = sinks.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new InvalidOptionError('sinks', twice, 'each named differently');
}

function checkSink(sink: Sink): void {
  if (typeof sink?.deliver !== 'function') {
    throw new InvalidOptionError('sinks', sink, 'made of objects with a name and deliver()');
  }
  const { name, receives = 'all', concurrency = 1 } = sink;
  const isName = typeof name === 'string' && /^[a-z0-9][a-z0-9-]*$/.test(name);
  if (!isName || name.startsWith(ITERATOR_PREFIX)) {
    const expected = `named with lower-case letters, digits and hyphens, and not ${ITERATOR_PREFIX}…`;
    throw new InvalidOptionError('sinks', name, expected);
  }
  oneOf(`receives of the sink ${name}`, receives, ['all', 'terminal']);
  if (!Number.isSafeInteger(concurrency) || concurrency < 1) {
    const option = `concurrency of the sink ${name}`;
    throw new InvalidOptionError(option, concurrency, 'a whole number of at least 1');
  }
  const close: unknown = Reflect.get(sink, 'close');
  if (close === undefined || typeof close === 'function') return;
  throw new InvalidOptionError(`close of the sink ${name}`, close, 'a function');
}
