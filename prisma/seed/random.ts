/** A stream of random figures that a seed decides wholly: the same province every time. */
export interface Random {
  /** At least 0, under 1. */
  next(): number;
  /** A whole number from `low` to `high`, both included. */
  whole(low: number, high: number): number;
  /** True with the probability given. */
  chance(probability: number): boolean;
  /** One of a list that is not empty. */
  pick<T>(list: readonly [T, ...T[]]): T;
  /** An id in the form of a UUID. */
  uuid(): string;
  /** A receipt: ten letters of Crockford's base 32. */
  receipt(): string;
}

/** Opens the stream of a seed (Mulberry32). */
export function openRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const whole = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  const letters = (alphabet: string, count: number): string =>
    Array.from({ length: count }, () => alphabet.charAt(whole(0, alphabet.length - 1))).join("");
  const hex = (count: number): string => letters("0123456789abcdef", count);
  return {
    next,
    whole,
    chance: (probability) => next() < probability,
    pick: (list) => list[whole(0, list.length - 1)] ?? list[0],
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(12)}`,
    receipt: () => letters("0123456789ABCDEFGHJKMNPQRSTVWXYZ", 10),
  };
}
