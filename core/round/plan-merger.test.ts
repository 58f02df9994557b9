import { describe, expect, it } from "vitest";
import type { KnownAgency, MergeOrder, RoundToMerge } from "./agency-change.ts";
import { planMerger } from "./plan-merger.ts";
import { planRename } from "./plan-rename.ts";
import type { Stage } from "./round.ts";

const who = { kind: "person", rights: ["manageRound"] } as const;
const decision = { number: "12/QĐ-UBND", date: "2026-03-01" };
const agencies = ["A", "B", "C"].map((code) => anAgency(code));
const order: MergeOrder = { from: ["A"], into: "B", newAgency: null, keep: null, decision };

function anAgency(code: string, more: Partial<KnownAgency> = {}): KnownAgency {
  return {
    ...{ id: `id-${code}`, code, name: `Sở ${code}`, group: "so", isActive: true },
    ...{ mergedInto: null, ...more },
  };
}

function aRound(codes: readonly string[], stage: Stage = "appraisal"): RoundToMerge {
  const leaf = { code: "1.1", origin: "own", hasValue: true, points: 1 } as const;
  return {
    round: { id: "r", code: "2025", title: "Kỳ 2025", stage },
    drafts: codes.map((code) => ({
      ...{ agencyId: `id-${code}`, group: "so", declarations: 1, appraised: ["1.1"] },
      leaves: [{ ...leaf, hasExplanation: false, evidence: 0 }],
    })),
  };
}

function codesOf(
  change: Partial<MergeOrder>,
  facts: Partial<Parameters<typeof planMerger>[1]> = {},
): readonly string[] {
  const planned = planMerger({ ...order, ...change }, { agencies, rounds: [], who, ...facts });
  return planned.ok ? [] : planned.error.map(({ code }) => code);
}

describe("planMerger", () => {
  it.each([
    ["an unknown agency", { from: ["X"] }, ["unknownAgency"]],
    ["an unknown successor", { into: "X" }, ["unknownSuccessor"]],
    ["an agency of itself", { from: ["B"] }, ["intoItself"]],
    ["an agency named twice", { from: ["A", "a"] }, ["namedTwice"]],
    ["a new agency of a known code", { newAgency: { name: "Sở Mới", group: null } }, ["codeTaken"]],
    ["the draft of a stranger", { keep: "C" }, ["keepsNobody"]],
    ["a name of two letters", { into: "M", newAgency: { name: "Sở", group: null } }, ["badName"]],
  ] as const)("refuses %s", (_, change, codes) => {
    expect(codesOf(change)).toEqual(codes);
  });

  it("refuses what has ended, another group, and whoever may not", () => {
    const ended = [anAgency("A", { isActive: false, mergedInto: "C" }), anAgency("B")];
    expect(codesOf({}, { agencies: ended })).toEqual(["alreadyMerged"]);
    const idle = [anAgency("A", { isActive: false }), anAgency("B")];
    expect(codesOf({}, { agencies: idle })).toEqual(["notActive"]);
    const other = [anAgency("A", { group: "xa" }), anAgency("B")];
    expect(codesOf({}, { agencies: other })).toEqual(["otherGroup"]);
    expect(codesOf({}, { who: { kind: "person", rights: [] } })).toEqual(["noRight"]);
  });

  it.each([
    ["secondAppraisal", []],
    ["consolidation", ["figuresClosed"]],
    ["submission", ["figuresClosed"]],
  ] as const)("in %s refuses %j", (stage, codes) => {
    expect(codesOf({}, { rounds: [aRound(["A", "B"], stage)] })).toEqual(codes);
  });

  it("keeps the successor's value unless another's draft goes on", () => {
    const rounds = [aRound(["A", "B"])];
    const [own] = plannedRounds({}, rounds);
    expect(own).toMatchObject({ joins: false, leavingIds: ["id-A"], carried: [], declarations: 1 });
    expect(own?.setAside).toMatchObject([{ agencyId: "id-A" }]);
    const [other] = plannedRounds({ keep: "a" }, rounds);
    expect(other?.carried).toMatchObject([{ fromId: "id-A" }]);
    expect([own?.reappraised, other?.reappraised]).toEqual([[], ["1.1"]]);
    expect(other?.setAside).toMatchObject([{ agencyId: "id-B" }]);
  });

  it("lets an agency that is new join the round with the draft that is kept", () => {
    const newAgency = { name: "Sở Mới", group: null };
    const change = { from: ["A", "B"], into: "M", keep: "B", newAgency };
    const [round] = plannedRounds(change, [aRound(["A", "B"])]);
    expect(round).toMatchObject({ joins: true, group: "so", leavingIds: ["id-A", "id-B"] });
    expect(round?.carried).toMatchObject([{ fromId: "id-B" }]);
    expect(round?.setAside).toMatchObject([{ agencyId: "id-A" }]);
  });
});

function plannedRounds(change: Partial<MergeOrder>, rounds: readonly RoundToMerge[]) {
  const planned = planMerger({ ...order, ...change }, { agencies, rounds, who });
  return planned.ok ? planned.value.rounds : [];
}

describe("planRename", () => {
  const rename = { agency: "a", name: "Sở Mới", code: null, decision };
  const rounds = (["published", "appraisal", "draft"] as const).map((stage) => ({
    ...aRound([], stage).round,
    ...{ code: stage, isClosed: stage === "published" },
  }));

  it("is noted in the rounds that run", () => {
    const planned = planRename(rename, { agencies, rounds, who });
    expect(planned).toMatchObject({ ok: true, value: { code: "A", name: "Sở Mới" } });
    expect(planned.ok && planned.value.rounds.map(({ code }) => code)).toEqual(["appraisal"]);
  });

  it.each([
    [{ agency: "X" }, ["unknownAgency"]],
    [{ name: "Sở A" }, ["sameName"]],
    [{ name: "S" }, ["badName"]],
    [{ code: "B" }, ["codeTaken", "codeInFigures"]],
    [{ code: "Đ" }, ["badCode", "codeInFigures"]],
  ] as const)("refuses %j with %j", (change, codes) => {
    const planned = planRename({ ...rename, ...change }, { agencies, rounds, who });
    expect(planned.ok ? [] : planned.error.map(({ code }) => code)).toEqual(codes);
  });
});
