import { type Leaf, type Rule, type Scheme, leavesOf } from "../../../core/scheme/scheme.ts";
import type { Answer } from "../../../core/scoring/answer.ts";

/** A fact an officer knows, in the form in which the bot asks for it. */
export type Fact =
  | { readonly form: "pair" | "count" | "figure" | "date"; readonly said: string }
  | { readonly form: "yesNo"; readonly yes: boolean }
  | { readonly form: "boxes"; readonly marked: readonly number[] };

/** What an officer knows of one leaf, and what must then stand in the draft. */
export interface KnownLeaf {
  readonly facts: readonly Fact[];
  readonly answer: Answer | null;
  /** Why the leaf is said not to apply; null where it does. */
  readonly notApplicable: string | null;
}

interface Share {
  readonly said: string;
  readonly answer: { readonly done: string; readonly total: string };
}

const shares: readonly Share[] = [
  share("19/20", "19", "20"),
  share("40 / 40", "40", "40"),
  share("18 trên 20", "18", "20"),
  share("0/0", "0", "0"),
  share("127,5/150", "127.5", "150"),
  share("3/30", "3", "30"),
  share("1.250.000/1.300.000", "1250000", "1300000"),
];

/** One figure of it can be read in two ways, so the bot has to ask back. */
const doubtful = share("1.250/2.000", "1250", "2000");

/** What the officer knows of every leaf of an agency's own, by code. */
export function knownLeaves(scheme: Scheme): ReadonlyMap<string, KnownLeaf> {
  const own = leavesOf(scheme.fields).filter(({ source }) => source === "self");
  return new Map(own.map((leaf, at) => [leaf.code, knownOf(leaf, at)]));
}

function knownOf({ code, rule }: Leaf, at: number): KnownLeaf {
  if (code === "6.3.2") {
    const notApplicable = "Đơn vị không có đơn vị sự nghiệp công lập trực thuộc.";
    return { facts: [], answer: null, notApplicable };
  }
  const pair = rule.kind === "relative" ? doubtful : (shares[at % shares.length] ?? doubtful);
  const known = factsOf(rule, at, pair);
  return { ...known, notApplicable: null };
}

type Known = Pick<KnownLeaf, "facts"> & { readonly answer: Answer };

function factsOf(rule: Rule, at: number, pair: Share): Known {
  const count = String(at % 3);
  switch (rule.kind) {
    case "yesNo": {
      const yes = at % 5 !== 1;
      return { facts: [{ form: "yesNo", yes }], answer: { yes } };
    }
    case "percentBands":
    case "ratio":
    case "relative":
      return { facts: [{ form: "pair", said: pair.said }], answer: pair.answer };
    case "perItem":
    case "countLevels":
      return { facts: [{ form: "count", said: count }], answer: { count } };
    case "gate":
      return { facts: [{ form: "count", said: count }], answer: { breaches: count } };
    case "deduct": {
      const counts = rule.per.map(({ key }, place) => [key, String((at + place) % 2)] as const);
      const facts = counts.map(([, said]): Fact => ({ form: "count", said }));
      return { facts, answer: { counts: Object.fromEntries(counts) } };
    }
    case "sum":
      return boxesOf(rule.parts, at);
    case "lateness":
      return latenessOf(rule.due);
    case "growth":
      return {
        facts: ["86,5", "88"].map((said) => ({ form: "figure", said })),
        answer: { current: "86.5", baseline: "88" },
      };
    case "matrix": {
      const said = [share("30/30", "30", "30"), share("1/30", "1", "30")];
      const facts = rule.facts.map(({ key }, place) => [key, said[place]?.answer ?? "0"] as const);
      return {
        facts: said.map((each) => ({ form: "pair", said: each.said })),
        answer: { facts: Object.fromEntries(facts) },
      };
    }
    case "levels":
    case "steps":
    case "formula":
    case "alternatives":
    case "survey":
    case "external":
    case "appraiser":
      throw new RangeError(`no facts are known for the rule ${rule.kind}`);
  }
}

function boxesOf(parts: readonly { readonly key: string }[], at: number): Known {
  const marked = parts.map((_, place) => place).filter((place) => (at + place) % 3 !== 0);
  const answer = Object.fromEntries(parts.map(({ key }, place) => [key, marked.includes(place)]));
  return { facts: [{ form: "boxes", marked }], answer: { parts: answer } };
}

function latenessOf(due: string | null): Known {
  if (due !== null) {
    return { facts: [{ form: "date", said: "10/01/2025" }], answer: { date: "2025-01-10" } };
  }
  return {
    facts: ["01/03/2025", "ngày 20 tháng 4 năm 2025"].map((said) => ({ form: "date", said })),
    answer: { due: "2025-03-01", date: "2025-04-20" },
  };
}

function share(said: string, done: string, total: string): Share {
  return { said, answer: { done, total } };
}
