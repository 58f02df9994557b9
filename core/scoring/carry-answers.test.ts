import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { aLeaf, aScheme } from "../../test/schemes.ts";
import { openCalendar } from "../round/calendar.ts";
import { leafFates } from "../scheme/leaf-fates.ts";
import type { Leaf, Rule, Scheme } from "../scheme/scheme.ts";
import type { Answer } from "./answer.ts";
import {
  type CarriedDraft,
  type CarryInto,
  type HeldLeaf,
  type HeldLeaves,
  carryAnswers,
  rescored,
  saysSomething,
} from "./carry-answers.ts";
import { compileScheme } from "./compile-scheme.ts";
import { restoreAnswers } from "./restore-answers.ts";

const calendar = openCalendar({ daysOff: [], workingDays: [] });

function into(before: Scheme, after: Scheme): CarryInto {
  return { fates: leafFates(before, after), compiled: compileScheme(after), calendar };
}

function held(answer: Answer | null, over: Partial<HeldLeaf> = {}): HeldLeaf {
  return {
    ...{ answer, points: null, explanation: null, notApplicable: null, receipt: "BN1" },
    ...{ changedBy: "ai", changedAt: "2026-01-05T01:00:00.000Z", ...over },
  };
}

describe("carryAnswers", () => {
  it("scores anew what still answers its question", () => {
    const to = into(aScheme(), aScheme([aLeaf({ max: "2" })]));
    const was = held({ done: "18", total: "20" }, { points: 9000 });
    const { writes, asked, setAside } = carryAnswers(to, new Map([["1.1", was]]));
    expect(writes).toEqual([{ code: "1.1", from: "1.1", held: { ...was, points: 18_000 } }]);
    expect([asked, setAside]).toEqual([[], []]);
  });

  it("asks again where the facts are of the same kind and no longer allowed", () => {
    const rule = (mayExceed: boolean): Rule =>
      ({ ...aLeaf().rule, mayExceed }) as Extract<Rule, { kind: "ratio" }>;
    const before = aScheme([aLeaf({ rule: rule(true) })]);
    const to = into(before, aScheme([aLeaf({ rule: rule(false) })]));
    const was = held({ done: "21", total: "20" });
    const carried = carryAnswers(to, new Map([["1.1", was]]));
    expect(carried.asked).toEqual([{ code: "1.1", from: "1.1", why: "unfit" }]);
    expect(carried.setAside).toEqual([{ code: "1.1", held: was }]);
    expect(carried.writes[0]?.held).toMatchObject({ answer: null, receipt: "" });
  });

  it("asks again where a leaf may not be left out any more", () => {
    const to = into(aScheme(), aScheme([aLeaf({ notApplicable: "forbidden" })]));
    const was = held(null, { notApplicable: "Không có nhiệm vụ này" });
    expect(carryAnswers(to, new Map([["1.1", was]])).asked).toEqual([
      { code: "1.1", from: "1.1", why: "mustApply" },
    ]);
  });
});

/** Leaves by name, each with the ways its rule may be; the facts are those of its `asks`. */
const ways: readonly { readonly asks: string; readonly rule: Rule; readonly answer: Answer }[] = [
  { asks: "share", rule: aLeaf().rule, answer: { done: "18", total: "20" } },
  {
    asks: "share",
    rule: {
      ...{ kind: "percentBands", whenTotalZero: "full" },
      bands: [
        { from: "80", fromInclusive: true, points: "1" },
        { from: "0", fromInclusive: true, points: "0" },
      ],
    },
    answer: { done: "3", total: "4" },
  },
  { asks: "yes", rule: { kind: "yesNo" }, answer: { yes: true } },
  {
    asks: "count",
    rule: { kind: "countLevels", levels: [{ atLeast: "0", points: "1" }] },
    answer: { count: "7" },
  },
  { asks: "count", rule: { kind: "perItem", points: "0.25" }, answer: { count: "2" } },
];
const names = ["A", "B", "C", "D", "E"] as const;

interface Drawn {
  readonly name: string;
  readonly way: number;
  readonly max: string;
}

const drawnLeaves: fc.Arbitrary<readonly Drawn[]> = fc.uniqueArray(
  fc.record({
    name: fc.constantFrom(...names),
    way: fc.nat({ max: ways.length - 1 }),
    max: fc.constantFrom("1", "2", "3"),
  }),
  { selector: ({ name }) => name, minLength: 1, maxLength: names.length },
);

function schemeOf(leaves: readonly Drawn[]): Scheme {
  return aScheme(
    leaves.map(({ name, way, max }, at): Leaf => {
      const rule = ways[way]?.rule ?? { kind: "yesNo" };
      return aLeaf({ code: `1.${String(at + 1)}`, name, max, rule });
    }),
  );
}

/** What an agency holds that has answered some of the leaves, scored by their own rules. */
function draftOf(leaves: readonly Drawn[], answered: readonly boolean[]): HeldLeaves {
  const compiled = compileScheme(schemeOf(leaves));
  return new Map(
    leaves.flatMap(({ way }, at) => {
      const code = `1.${String(at + 1)}`;
      const own = held(ways[way]?.answer ?? null, { receipt: `BN${code}` });
      const scored = answered[at] === true && rescored({ compiled, calendar }, code, own);
      return scored ? [[code, scored] as const] : [];
    }),
  );
}

function written(before: HeldLeaves, { writes }: CarriedDraft): HeldLeaves {
  return new Map([...before, ...writes.map(({ code, held: now }) => [code, now] as const)]);
}

function said(leaves: HeldLeaves): HeldLeaves {
  return new Map([...leaves].filter(([, leaf]) => saysSomething(leaf)).sort());
}

const change = fc.record({
  before: drawnLeaves,
  after: drawnLeaves,
  answered: fc.array(fc.boolean(), { minLength: names.length, maxLength: names.length }),
});

function played({
  before,
  after,
  answered,
}: {
  before: readonly Drawn[];
  after: readonly Drawn[];
  answered: readonly boolean[];
}) {
  const [old, now] = [schemeOf(before), schemeOf(after)];
  const draft = draftOf(before, answered);
  const to = into(old, now);
  const carried = carryAnswers(to, draft);
  return { old, now, to, draft, carried, present: written(draft, carried) };
}

function takenBack(all: ReturnType<typeof played>, present: HeldLeaves): CarriedDraft {
  const { old, draft, to, carried } = all;
  const overwritten = carried.writes.flatMap(({ code }) => {
    const was = draft.get(code);
    return was ? [[code, was] as const] : [];
  });
  return restoreAnswers(
    { fates: to.fates, compiled: compileScheme(old), calendar },
    {
      former: new Map(overwritten),
      asked: new Set(carried.asked.map(({ code }) => code)),
      present,
    },
  );
}

describe("a change of scheme, whatever it is", () => {
  it("taken back at once leaves everything as it was", () => {
    fc.assert(
      fc.property(change, (drawn) => {
        const all = played(drawn);
        const back = takenBack(all, all.present);
        expect(said(written(all.present, back))).toEqual(said(all.draft));
        expect(back.setAside).toEqual([]);
      }),
    );
  });

  it("loses no answer: each is carried or set aside, once", () => {
    fc.assert(
      fc.property(change, (drawn) => {
        const { draft, carried, present } = played(drawn);
        const receipts = [
          ...[...said(present).values()].map(({ receipt }) => receipt),
          ...carried.setAside.map(({ held: { receipt } }) => receipt),
        ];
        expect(receipts.sort()).toEqual([...draft.values()].map(({ receipt }) => receipt).sort());
      }),
    );
  });

  it("asks exactly the leaves whose facts changed or that are new", () => {
    fc.assert(
      fc.property(change, (drawn) => {
        const { before, after } = drawn;
        const { carried } = played(drawn);
        const wanted = after.flatMap(({ name, way }, at) => {
          const was = before.find((leaf) => leaf.name === name);
          const isSame = was && ways[was.way]?.asks === ways[way]?.asks;
          return isSame ? [] : [`1.${String(at + 1)}`];
        });
        expect(carried.asked.map(({ code }) => code)).toEqual(wanted);
      }),
    );
  });

  it("taken back later keeps what was said of kept leaves and loses nothing else", () => {
    fc.assert(
      fc.property(change, (drawn) => {
        const all = played(drawn);
        const fresh = draftOf(
          drawn.after,
          names.map(() => true),
        );
        const meanwhile = new Map(
          [...fresh].map(([code, leaf]) => [code, { ...leaf, receipt: `MOI${code}` }] as const),
        );
        const present = new Map([...all.present, ...meanwhile]);
        const back = takenBack(all, present);
        const now = said(written(present, back));
        for (const fate of all.to.fates) {
          if (fate.from === null) continue;
          const expected =
            fate.kind === "kept" ? `MOI${fate.to.code}` : all.draft.get(fate.from)?.receipt;
          expect(now.get(fate.from)?.receipt).toBe(expected);
        }
        const gone = back.setAside.map(({ held: { receipt } }) => receipt);
        expect(gone.sort()).toEqual(all.carried.asked.map(({ code }) => `MOI${code}`).sort());
      }),
    );
  });
});
