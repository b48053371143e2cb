import type { Family } from './exposition.js';

/**
 * The errors of metrics by the conventions of Prometheus, like `promtool check metrics`,
 * and by ours: all names begin with the package's name, and no label has many values.
 *
 * @see https://prometheus.io/docs/practices/naming/
 */
export function lint(families: readonly Family[]): string[] {
  const names = families.map(({ name }) => name);
  return [
    ...names.filter((name, index) => names.indexOf(name) !== index).map((name) => `${name}: twice`),
    ...families.flatMap((family) => lintOne(family).map((fault) => `${family.name}: ${fault}`)),
  ];
}

/** Units that are not base units, and abbreviations of units. */
const OTHER_UNITS =
  /(?:^|_)(?:ms|s|sec|secs|milliseconds?|microseconds?|nanoseconds?|minutes?|hours?|days?|bits?|kb|mb|kilobytes|megabytes|percent)(?:_|$)/;

const TYPES = /(?:^|_)(?:counter|gauge|histogram|summary)(?:_|$)/;

function lintOne({ name, help, type, samples }: Family): string[] {
  const faults: [boolean, string][] = [
    [!/^sso_admin_waiter_[a-z][a-z_]*[a-z]$/.test(name), 'an odd name'],
    [help.trim() === '', 'no help'],
    [!['counter', 'gauge', 'histogram'].includes(type), `of type ${type}`],
    [(type === 'counter') !== name.endsWith('_total'), '_total is for counters, and only those'],
    [/_(?:count|sum|bucket)$/.test(name), 'named like a part of a histogram'],
    [TYPES.test(name), 'its type in its name'],
    [OTHER_UNITS.test(name), 'not in base units'],
    [/timestamp|size|duration|delay/.test(name) && !/_(?:seconds|bytes)$/.test(name), 'no unit'],
  ];
  return [
    ...faults.filter(([wrong]) => wrong).map(([, fault]) => fault),
    ...twice(samples.map((sample) => `${sample.name}${JSON.stringify(sample.labels)}`)),
    ...samples
      .filter(({ value }) => type !== 'gauge' && value < 0)
      .map((sample) => `${sample.name} is below zero`),
    ...(type === 'histogram' ? lintHistogram(samples) : []),
  ];
}

function lintHistogram(samples: Family['samples']): string[] {
  const faults: string[] = [];
  const counts = samples.filter(({ name }) => name.endsWith('_count'));
  for (const { labels, value } of counts) {
    const buckets = samples.filter(
      (sample) =>
        sample.name.endsWith('_bucket') &&
        Object.entries(labels).every(([label, text]) => sample.labels[label] === text),
    );
    const bounds = buckets.map((bucket) => toBound(bucket.labels['le']));
    const values = buckets.map((bucket) => bucket.value);
    if (bounds.at(-1) !== Infinity) faults.push('no bucket +Inf at the end');
    if (values.at(-1) !== value) faults.push('its count is not its last bucket');
    if (!isRising(bounds) || !isRising(values)) faults.push('buckets that do not rise');
  }
  return faults;
}

function toBound(le: string | undefined): number {
  return le === '+Inf' ? Infinity : Number(le);
}

function isRising(values: readonly number[]): boolean {
  return values.every((value, index) => index === 0 || value >= (values[index - 1] ?? value));
}

function twice(series: readonly string[]): string[] {
  return series
    .filter((one, index) => series.indexOf(one) !== index)
    .map((one) => `${one} stands twice`);
}
