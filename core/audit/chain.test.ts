import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { emptyChain, verifyChain } from "./chain.ts";
import { type LedgerEntry, entryText } from "./entry.ts";

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** A chain of made-up links. */
function aChain(bodies: readonly string[]): readonly LedgerEntry[] {
  const links: LedgerEntry[] = [];
  for (const [place, text] of bodies.entries()) {
    const open = {
      ...{ roundId: "r", agencyId: "a", seq: String(place + 1), kind: "answer", code: "1.1" },
      ...{ at: "2026-01-05T03:00:00.000000Z", role: "officer", authorMark: "m", forMark: null },
      ...{ inboundId: null, receipt: null, body: JSON.stringify({ text }) },
      ...{ previousHash: links.at(-1)?.hash ?? "", hash: "" },
    };
    links.push({ ...open, hash: sha256(entryText(open)) });
  }
  return links;
}

const chains = fc.array(fc.string(), { minLength: 1, maxLength: 8 }).map(aChain);

describe("verifyChain", () => {
  it("holds for what was written, in one piece or in two", () => {
    fc.assert(
      fc.property(chains, fc.nat(8), (links, cut) => {
        const whole = verifyChain(emptyChain, links, sha256);
        const first = verifyChain(emptyChain, links.slice(0, cut), sha256);
        expect(whole).toEqual({ seq: links.length, hash: links.at(-1)?.hash });
        expect("why" in first ? first : verifyChain(first, links.slice(cut), sha256)).toEqual(
          whole,
        );
      }),
    );
  });

  it("names the link whose content was changed, whichever field", () => {
    const fields = [
      ...(["roundId", "agencyId", "at", "kind", "code", "role", "authorMark"] as const),
      ...(["forMark", "inboundId", "receipt", "body"] as const),
    ];
    fc.assert(
      fc.property(chains, fc.nat(), fc.constantFrom(...fields), (links, pick, field) => {
        const at = pick % links.length;
        const forged = links.map((link, place) =>
          place === at ? { ...link, [field]: `${link[field] ?? ""}x` } : link,
        );
        expect(verifyChain(emptyChain, forged, sha256)).toEqual({ seq: at + 1, why: "changed" });
      }),
    );
  });

  it("names the place where a link was taken out, doubled or forged with a new hash", () => {
    const links = aChain(["a", "b", "c", "d"]);
    const [one, two, three, four] = links;
    if (!one || !two || !three || !four) throw new Error("four links were made");
    expect(verifyChain(emptyChain, [one, three, four], sha256)).toEqual({ seq: 2, why: "gap" });
    expect(verifyChain(emptyChain, [one, one, two], sha256)).toEqual({ seq: 2, why: "gap" });
    const forged = { ...two, body: '{"text": "x"}' };
    const rehashed = { ...forged, hash: sha256(entryText(forged)) };
    expect(verifyChain(emptyChain, [one, rehashed, three], sha256)).toEqual({
      ...{ seq: 3, why: "notLinked" },
    });
  });
});
