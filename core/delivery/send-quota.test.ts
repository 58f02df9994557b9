import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isNearQuota, isSpent, monthOf } from "./send-quota.ts";

describe("the quota of a channel", () => {
  it("is counted from the first of the month in Vietnam", () => {
    expect(monthOf("2026-01-31T16:59:00Z")).toEqual({
      ...{ month: "2026-01", beganAt: "2025-12-31T17:00:00.000Z" },
    });
    expect(monthOf("2026-01-31T17:00:00Z")).toEqual({
      ...{ month: "2026-02", beganAt: "2026-01-31T17:00:00.000Z" },
    });
  });

  it("is near from four fifths on, and spent at the whole", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 ** 8 }), fc.nat(2 * 10 ** 8), (quota, used) => {
        const use = { channel: "zalo", month: "2026-01", used, quota };
        expect(isNearQuota(use)).toBe(used / quota >= 0.8);
        expect(isSpent(use)).toBe(used / quota >= 1);
      }),
    );
  });
});
