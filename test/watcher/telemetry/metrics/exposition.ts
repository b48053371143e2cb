/** One line of values. */
export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** A metric with all its samples. */
export interface Family {
  readonly name: string;
  readonly help: string;
  readonly type: string;
  readonly samples: readonly Sample[];
}

/**
 * Parses the text format of Prometheus strictly.
 *
 * @see https://prometheus.io/docs/instrumenting/exposition_formats/
 * @throws for an invalid line, or a line at an invalid place
 */
export function parseExposition(text: string): Family[] {
  if (!text.endsWith('\n')) throw new Error('The last line has no end.');
  const families: { name: string; help: string; type: string; samples: Sample[] }[] = [];
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const [, kind, name = '', rest = ''] = /^# (HELP|TYPE) (\S+) (.*)$/.exec(line) ?? [];
    const last = families.at(-1);
    if (kind === 'HELP') {
      families.push({ name, help: rest, type: '', samples: [] });
    } else if (kind === 'TYPE') {
      if (last?.name !== name || last.samples.length > 0) throw new Error(`Misplaced: ${line}`);
      last.type = rest;
    } else {
      const sample = parseSample(line);
      const base = last?.type === 'histogram' ? /_(?:bucket|sum|count)$/ : /$^/;
      if (sample.name.replace(base, '') !== last?.name) throw new Error(`Misplaced: ${line}`);
      last.samples.push(sample);
    }
  }
  return families;
}

function parseSample(line: string): Sample {
  const match = /^([a-z_]+)(?:\{((?:[a-z_]+="(?:[^"\\\n]|\\["\\n])*",?)*)\})? (\S+)$/.exec(line);
  if (match === null) throw new Error(`Not a sample: ${line}`);
  const [, name = '', labels = '', value = ''] = match;
  const pairs = Array.from(
    labels.matchAll(/([a-z_]+)="((?:[^"\\]|\\.)*)"/g),
    ([, label = '', text = '']): [string, string] => [label, unescape(text)],
  );
  if (new Set(pairs.map(([label]) => label)).size !== pairs.length) {
    throw new Error(`A label twice: ${line}`);
  }
  return { name, labels: Object.fromEntries(pairs), value: toNumber(value, line) };
}

function unescape(text: string): string {
  return text.replace(/\\(.)/g, (_, character: string) => (character === 'n' ? '\n' : character));
}

function toNumber(text: string, line: string): number {
  if (text === '+Inf') return Infinity;
  const value = Number(text);
  if (!Number.isFinite(value)) throw new Error(`Not a number: ${line}`);
  return value;
}
