/** Maps values to positions: equal ratios have equal distances. */
export interface LogScale {
  at(value: number): number;
  /** 1, 2 and 5 times powers of ten, within the range. */
  readonly ticks: readonly number[];
}

/** A scale between two positions that covers all `values` with a margin. */
export function logScale(values: readonly number[], start: number, end: number): LogScale {
  const least = Math.min(...values) / 1.5;
  const most = Math.max(...values) * 1.5;
  const span = Math.log(most) - Math.log(least);
  const powers = Array.from(
    { length: Math.ceil(Math.log10(most)) - Math.floor(Math.log10(least)) + 1 },
    (_, index) => Math.floor(Math.log10(least)) + index,
  );
  return {
    at: (value) => start + ((Math.log(value) - Math.log(least)) / span) * (end - start),
    ticks: powers
      .flatMap((power) => [1, 2, 5].map((digit) => Number(`${digit}e${power}`)))
      .filter((tick) => tick >= least && tick <= most),
  };
}
