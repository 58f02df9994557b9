/** A source of repeatable draws. */
export interface Draw {
  /** A whole number from `low` to `high`, both included. */
  whole(low: number, high: number): number;
  /** True with the given chance. */
  chance(probability: number): boolean;
  /** One of a list. */
  pick<T>(list: readonly T[]): T;
  /** A decimal text from `low` to `high` with up to `places` decimals. */
  decimal(low: number, high: number, places: number): string;
  /** A copy in another order. */
  shuffled<T>(list: readonly T[]): T[];
}

/** Draws by mulberry32: the same seed gives the same draws on every machine. */
export function drawFrom(seed: number): Draw {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const whole = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  const draw: Draw = {
    whole,
    chance: (probability) => next() < probability,
    pick: <T>(list: readonly T[]): T => {
      if (list.length === 0) throw new RangeError("Nothing to pick from");
      // The place is within the list; an item may itself be undefined.
      return list[whole(0, list.length - 1)] as T;
    },
    decimal: (low, high, places) => {
      const kept = whole(0, places);
      const scale = 10 ** kept;
      return fixed(whole(low * scale, high * scale), kept);
    },
    shuffled: (list) => {
      const copy = [...list];
      for (let at = copy.length - 1; at > 0; at -= 1) {
        const other = whole(0, at);
        const [a, b] = [copy[at], copy[other]];
        if (a !== undefined && b !== undefined) [copy[at], copy[other]] = [b, a];
      }
      return copy;
    },
  };
  return draw;
}

/** Writes whole units of 1 / 10^places without a binary float in between. */
export function fixed(units: number, places: number): string {
  const digits = String(Math.abs(units)).padStart(places + 1, "0");
  const whole = digits.slice(0, digits.length - places);
  const text = places === 0 ? whole : `${whole}.${digits.slice(digits.length - places)}`;
  return units < 0 ? `-${text}` : text;
}
