import { expect, it } from "vitest";
import { openRandom } from "./random.ts";

it("gives the same stream for the same seed, another for another", () => {
  const draw = (seed: number): readonly string[] => {
    const random = openRandom(seed);
    return [random.uuid(), random.receipt(), String(random.whole(1, 1000))];
  };
  expect(draw(7)).toEqual(draw(7));
  expect(draw(7)).not.toEqual(draw(8));
});

it("stays within its bounds and reaches them", () => {
  const random = openRandom(1);
  const drawn = new Set(Array.from({ length: 500 }, () => random.whole(2, 5)));
  expect([...drawn].sort()).toEqual([2, 3, 4, 5]);
});
