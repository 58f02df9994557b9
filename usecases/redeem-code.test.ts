import { describe, expect, it } from "vitest";
import type { RedeemedCode } from "../core/conversation/world.ts";
import { redeemCode, type CodeRegister } from "./redeem-code.ts";

const typed = { code: "ACDE2346", source: "ip:abc", now: new Date("2025-11-03T02:00:00Z") };
const person = { staffId: "s1", name: "Lê Văn Mẫu", agencyName: "Sở Thử" };
const good: RedeemedCode = { kind: "good", codeId: "c1", ...person };

describe("redeeming a code", () => {
  it("tells who it belongs to and uses it up", async () => {
    const { codes, done } = register(good);
    expect(await redeemCode(codes, typed)).toEqual({ kind: "good", ...person });
    expect(done).toEqual(["use c1"]);
  });

  it("says that it was used when another was faster between check and use", async () => {
    const { codes } = register(good, { isTaken: true });
    expect(await redeemCode(codes, typed)).toEqual({ kind: "used" });
  });

  it.each(["unknown", "expired", "used"] as const)("counts a code that is %s", async (kind) => {
    const { codes, done } = register({ kind });
    expect(await redeemCode(codes, typed)).toEqual({ kind });
    expect(done).toEqual(["wrong ip:abc"]);
  });

  it("neither counts nor uses anything while the source is locked", async () => {
    const { codes, done } = register({ kind: "locked" });
    expect(await redeemCode(codes, typed)).toEqual({ kind: "locked" });
    expect(done).toEqual([]);
  });
});

function register(
  found: RedeemedCode,
  { isTaken = false } = {},
): { readonly codes: CodeRegister; readonly done: readonly string[] } {
  const done: string[] = [];
  const codes: CodeRegister = {
    atSource: (_source, work) =>
      work({
        check: () => Promise.resolve(found),
        noteWrong: (source) => Promise.resolve(void done.push(`wrong ${source}`)),
        use: (codeId) => {
          done.push(`use ${codeId}`);
          return Promise.resolve(isTaken ? null : "s1");
        },
      }),
  };
  return { codes, done };
}
