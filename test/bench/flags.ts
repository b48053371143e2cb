import { parseArgs } from 'node:util';

/** The flags of the command line. */
export interface Flags {
  readonly scenarios: readonly string[];
  readonly strategies: readonly string[];
  readonly seeds: number | undefined;
  readonly threads: number;
  readonly quick: boolean;
  readonly update: boolean;
  readonly from: string | undefined;
  readonly json: string | undefined;
  readonly markdown: string | undefined;
  readonly table: string | undefined;
  readonly chart: string | undefined;
  readonly chartScenario: string;
  readonly list: boolean;
  readonly help: boolean;
}

export const HELP = `Compares ways to wait for SSO Admin requests on the same emulator, in virtual time.

  npm run bench                                    everything, 3 to 5 min on two cores
  npm run bench -- --scenario NAME --strategy NAME a part; both flags can be repeated
  npm run bench -- --list                          the names
  npm run bench -- --quick                         compares this package with expected.json, 15 s;
                                                   exits 1 if it is worse by more than 10 %
  npm run bench -- --quick --update                rewrites expected.json

  --seeds N             number of seeds, instead of each scenario's own
  --json FILE           writes the results as JSON
  --markdown FILE       writes the results as Markdown tables, one per scenario
  --table FILE          writes the main results between the markers in that file
  --chart FILE          writes an SVG of delay against calls
  --chart-scenario NAME scenario of the chart (100-usual)
  --from FILE           reads the results of an earlier --json instead of measuring
  --threads N           number of threads (2)
`;

/** @throws {TypeError} for an unknown flag, or an invalid number */
export function readFlags(args: readonly string[]): Flags {
  const { values } = parseArgs({
    args: [...args],
    options: {
      scenario: { type: 'string', multiple: true },
      strategy: { type: 'string', multiple: true },
      seeds: { type: 'string' },
      threads: { type: 'string' },
      quick: { type: 'boolean' },
      update: { type: 'boolean' },
      from: { type: 'string' },
      json: { type: 'string' },
      markdown: { type: 'string' },
      table: { type: 'string' },
      chart: { type: 'string' },
      'chart-scenario': { type: 'string' },
      list: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  return {
    scenarios: values.scenario ?? [],
    strategies: values.strategy ?? [],
    seeds: values.seeds === undefined ? undefined : count('--seeds', values.seeds),
    threads: count('--threads', values.threads ?? '2'),
    quick: values.quick ?? false,
    update: values.update ?? false,
    from: values.from,
    json: values.json,
    markdown: values.markdown,
    table: values.table,
    chart: values.chart,
    chartScenario: values['chart-scenario'] ?? '100-usual',
    list: values.list ?? false,
    help: values.help ?? false,
  };
}

function count(flag: string, text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0) return value;
  throw new TypeError(`${flag} must be a whole number of at least 1, but received "${text}".`);
}
