import { type NodePair, pairNodes } from "./pair-nodes.ts";
import {
  type Code,
  type DecimalText,
  type EvidenceWanted,
  type Leaf,
  type Scheme,
  type SchemeNode,
  type SurveySettings,
  isLeaf,
} from "./scheme.ts";

/** The lists of a scheme beside its tree. */
export type ListName = "bands" | "knockouts" | "adjustments" | "questions";

/** One difference between two schemes; a node is named by its code in the later one. */
export type SchemeChange =
  | { readonly kind: "added"; readonly node: SchemeNode }
  | { readonly kind: "removed"; readonly node: SchemeNode }
  /** The same criterion under another code. */
  | { readonly kind: "moved"; readonly from: Code; readonly to: Code; readonly name: string }
  | {
      readonly kind: "renamed";
      readonly code: Code;
      readonly before: string;
      readonly after: string;
    }
  | {
      readonly kind: "reweighted";
      readonly code: Code;
      readonly name: string;
      readonly before: DecimalText;
      readonly after: DecimalText;
    }
  /** A leaf became a branch, or the other way round. */
  | {
      readonly kind: "reshaped";
      readonly code: Code;
      readonly name: string;
      readonly nowLeaf: boolean;
    }
  | { readonly kind: "ruleChanged"; readonly before: Leaf; readonly after: Leaf }
  | LeafTextChange
  | {
      readonly kind: "evidenceChanged";
      readonly code: Code;
      readonly name: string;
      readonly added: readonly EvidenceWanted[];
      readonly removed: readonly EvidenceWanted[];
      readonly changed: readonly {
        readonly before: EvidenceWanted;
        readonly after: EvidenceWanted;
      }[];
    }
  /** A value of the scheme's head, by the key that the file uses. */
  | {
      readonly kind: "headChanged";
      readonly key: string;
      readonly before: string;
      readonly after: string;
    }
  | {
      readonly kind: "itemAdded" | "itemRemoved" | "itemChanged";
      readonly list: ListName;
      readonly key: string;
    };

/** A change of one of a leaf's plain words. */
export interface LeafTextChange {
  readonly kind: "leadChanged" | "sourceChanged" | "policyChanged" | "guidanceChanged";
  readonly code: Code;
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

/**
 * Tells everything in which two schemes differ: the head first, then the tree in the later one's
 * order, what was dropped, and the lists beside the tree. Equal schemes give an empty list.
 */
export function compareSchemes(before: Scheme, after: Scheme): readonly SchemeChange[] {
  const { pairs, added, removed } = pairNodes(before.fields, after.fields);
  return [
    ...headChanges(before, after),
    ...pairs.flatMap(nodeChanges),
    ...added.map((node) => ({ kind: "added", node }) as const),
    ...removed.map((node) => ({ kind: "removed", node }) as const),
    ...itemChanges("bands", before.bands, after.bands, ({ name }) => name),
    ...itemChanges("knockouts", before.knockouts, after.knockouts, ({ key }) => key),
    ...itemChanges(
      "adjustments",
      before.adjustments.items,
      after.adjustments.items,
      ({ code }) => code,
    ),
    ...itemChanges(
      "questions",
      before.survey?.questions ?? [],
      after.survey?.questions ?? [],
      ({ key }) => key,
    ),
  ];
}

function headChanges(before: Scheme, after: Scheme): readonly SchemeChange[] {
  const old = headOf(before);
  return Object.entries(headOf(after)).flatMap(([key, value]) => {
    const was = old[key] ?? "";
    return was === value ? [] : [{ kind: "headChanged", key, before: was, after: value } as const];
  });
}

function headOf(scheme: Scheme): Readonly<Record<string, string>> {
  const { adjustments, evaluationPeriod, rounding } = scheme;
  return {
    scheme: scheme.scheme,
    title: scheme.title,
    year: String(scheme.year),
    group: scheme.group,
    basis: scheme.basis.join("; "),
    total: scheme.total,
    evaluationPeriod: `${evaluationPeriod.from} – ${evaluationPeriod.to}`,
    leafDecimals: String(rounding.leafDecimals),
    indexDecimals: String(rounding.indexDecimals),
    ranking: scheme.ranking,
    tieBreakers: scheme.tieBreakers.join(", "),
    bonusCap: adjustments.bonusCap ?? "",
    penaltyCap: adjustments.penaltyCap ?? "",
    ...surveyHead(scheme.survey),
  };
}

function surveyHead(survey: SurveySettings | undefined): Readonly<Record<string, string>> {
  const weights = Object.entries(survey?.groupWeights ?? {});
  return {
    "survey.combine": survey?.combine ?? "",
    "survey.groupWeights": weights
      .map(([group, weight]) => `${group}: ${weight}`)
      .toSorted()
      .join(", "),
    "survey.minBallots": survey?.minBallots ?? "",
    "survey.whenTooFew": survey?.whenTooFew ?? "",
  };
}

function nodeChanges({ before, after }: NodePair): readonly SchemeChange[] {
  const { code, name } = after;
  return [
    ...(before.code === code
      ? []
      : [{ kind: "moved", from: before.code, to: code, name } as const]),
    ...(before.name === name
      ? []
      : [{ kind: "renamed", code, before: before.name, after: name } as const]),
    ...(before.max === after.max
      ? []
      : [{ kind: "reweighted", code, name, before: before.max, after: after.max } as const]),
    ...insideChanges(before, after),
  ];
}

function insideChanges(before: SchemeNode, after: SchemeNode): readonly SchemeChange[] {
  const { code, name } = after;
  if (isLeaf(before) && isLeaf(after)) return leafChanges(before, after);
  if (isLeaf(before) === isLeaf(after)) return [];
  return [{ kind: "reshaped", code, name, nowLeaf: isLeaf(after) }];
}

function leafChanges(before: Leaf, after: Leaf): readonly SchemeChange[] {
  const { code, name } = after;
  const text = (kind: LeafTextChange["kind"], was: string, is: string): readonly SchemeChange[] =>
    was === is ? [] : [{ kind, code, name, before: was, after: is }];
  return [
    ...(sameContent(before.rule, after.rule)
      ? []
      : [{ kind: "ruleChanged", before, after } as const]),
    ...text("sourceChanged", before.source, after.source),
    ...text("leadChanged", before.lead, after.lead),
    ...text("policyChanged", before.notApplicable, after.notApplicable),
    ...evidenceChanges(before, after),
    ...text("guidanceChanged", before.guidance ?? "", after.guidance ?? ""),
  ];
}

function evidenceChanges(before: Leaf, after: Leaf): readonly SchemeChange[] {
  const old = new Map(before.evidence.map((item) => [item.key, item]));
  const now = new Set(after.evidence.map(({ key }) => key));
  const added = after.evidence.filter(({ key }) => !old.has(key));
  const removed = before.evidence.filter(({ key }) => !now.has(key));
  const changed = after.evidence.flatMap((item) => {
    const was = old.get(item.key);
    return was && !sameContent(was, item) ? [{ before: was, after: item }] : [];
  });
  if (added.length + removed.length + changed.length === 0) return [];
  const { code, name } = after;
  return [{ kind: "evidenceChanged", code, name, added, removed, changed }];
}

function itemChanges<Item>(
  list: ListName,
  before: readonly Item[],
  after: readonly Item[],
  keyOf: (item: Item) => string,
): readonly SchemeChange[] {
  const old = new Map(before.map((item) => [keyOf(item), item]));
  const now = new Set(after.map(keyOf));
  return [
    ...after.flatMap((item): readonly SchemeChange[] => {
      const key = keyOf(item);
      const was = old.get(key);
      if (was === undefined) return [{ kind: "itemAdded", list, key }];
      return sameContent(was, item) ? [] : [{ kind: "itemChanged", list, key }];
    }),
    ...[...old.keys()]
      .filter((key) => !now.has(key))
      .map((key) => ({ kind: "itemRemoved", list, key }) as const),
  ];
}

/** Whether two plain values hold the same, in whatever order their keys were written. */
function sameContent(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (!isObject(one) || !isObject(other) || Array.isArray(one) !== Array.isArray(other)) {
    return false;
  }
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && sameContent(one[key], other[key]))
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
