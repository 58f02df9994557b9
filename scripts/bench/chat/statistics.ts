/** Latencies of many updates, told by three of them. */
export interface Latencies {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

/** Gives percentiles by nearest rank, in the unit given; all 0 when there is nothing. */
export function latenciesOf(values: readonly number[]): Latencies {
  const sorted = Float64Array.from(values).sort();
  const at = (percent: number): number =>
    sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? 0;
  return { p50: at(50), p95: at(95), p99: at(99) };
}

/** The middle value, the upper one of two; 0 when there is nothing. */
export function medianOf(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

/** Gaps of a Poisson stream in milliseconds, the same at each run: xorshift from a fixed seed. */
export function poissonGaps(perSecond: number, seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    const uniform = ((state >>> 0) + 1) / 4_294_967_297;
    return (-Math.log(uniform) * 1000) / perSecond;
  };
}
