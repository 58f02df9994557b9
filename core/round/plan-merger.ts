import { type Result, err, ok } from "../result.ts";
import type {
  AgencyRefusal,
  KnownAgency,
  MergeOrder,
  PlannedMerger,
  PlannedRoundMerger,
  RoundToMerge,
} from "./agency-change.ts";
import { agencyCoded, againstAgency, againstCode, againstName, mayChange } from "./agency-rules.ts";
import { mergeDrafts } from "./merge-drafts.ts";
import { stages } from "./round.ts";
import type { RoundMover } from "./transitions.ts";

/** What a merger is judged by. */
export interface MergerFacts {
  readonly agencies: readonly KnownAgency[];
  /** Rounds before publication in which an agency that ends still takes part. */
  readonly rounds: readonly RoundToMerge[];
  readonly who: RoundMover;
}

/** Judges a merger: what it comes to in each round, or every reason against it at once. */
export function planMerger(
  order: MergeOrder,
  facts: MergerFacts,
): Result<PlannedMerger, readonly AgencyRefusal[]> {
  const from = order.from.flatMap((code) => agencyCoded(facts.agencies, code) ?? []);
  const into = successorOf(order, facts.agencies, from);
  const refusals = [
    ...mayChange(facts.who),
    ...againstParts(order, facts.agencies, from),
    ...againstSuccessor(order, facts.agencies),
    ...againstGroups(into, from, facts.rounds),
    ...againstKeep(order),
    ...facts.rounds.flatMap(({ round }) => closedFigures(round)),
  ];
  if (refusals.length > 0 || !into) return err(refusals);
  const keep = (order.keep ?? order.into).toUpperCase();
  const parts = { from, into, keep };
  const rounds = facts.rounds.map((each) => planRound(each, parts));
  return ok({ ...parts, decision: order.decision, rounds });
}

type Successor = PlannedMerger["into"];

function successorOf(
  { into, newAgency }: MergeOrder,
  agencies: readonly KnownAgency[],
  from: readonly KnownAgency[],
): Successor | undefined {
  if (!newAgency) return agencyCoded(agencies, into);
  const group = newAgency.group ?? from[0]?.group ?? "";
  const name = newAgency.name.normalize("NFC").trim();
  return {
    ...{ id: null, code: into.toUpperCase(), name, group, isActive: true, mergedInto: null },
  };
}

function againstParts(
  { from: codes, into }: MergeOrder,
  agencies: readonly KnownAgency[],
  from: readonly KnownAgency[],
): readonly AgencyRefusal[] {
  const known = codes.map((code) => code.toUpperCase());
  return [
    ...known
      .filter((code) => !agencyCoded(agencies, code))
      .map((agency) => ({ code: "unknownAgency", agency }) as const),
    ...known
      .filter((code, at) => known.indexOf(code) !== at)
      .map((agency) => ({ code: "namedTwice", agency }) as const),
    ...from.flatMap(againstAgency),
    ...(known.includes(into.toUpperCase())
      ? [{ code: "intoItself", agency: into.toUpperCase() } as const]
      : []),
  ];
}

function againstSuccessor(
  { into, newAgency }: MergeOrder,
  agencies: readonly KnownAgency[],
): readonly AgencyRefusal[] {
  if (newAgency) {
    return [
      ...againstCode(agencies, into.toUpperCase()),
      ...againstName(newAgency.name.normalize("NFC").trim()),
    ];
  }
  const known = agencyCoded(agencies, into);
  return known ? againstAgency(known) : [{ code: "unknownSuccessor", agency: into }];
}

/** Groups are scored by different schemes, whose leaves have nothing to do with each other. */
function againstGroups(
  into: Successor | undefined,
  from: readonly KnownAgency[],
  rounds: readonly RoundToMerge[],
): readonly AgencyRefusal[] {
  if (!into) return [];
  const wanted = into.group;
  return [into, ...from].flatMap(({ id, code, group }) => {
    const groups = rounds.flatMap(({ drafts }) =>
      drafts.filter((each) => each.agencyId === id).map((each) => each.group),
    );
    const other = [group, ...groups].find((each) => each !== wanted);
    return other === undefined
      ? []
      : [{ code: "otherGroup", agency: code, group: other, wanted } as const];
  });
}

function againstKeep({ keep, into, from }: MergeOrder): readonly AgencyRefusal[] {
  if (keep === null) return [];
  const parts = [into, ...from].map((code) => code.toUpperCase());
  return parts.includes(keep.toUpperCase()) ? [] : [{ code: "keepsNobody", agency: keep }];
}

function closedFigures({ code, stage }: RoundToMerge["round"]): readonly AgencyRefusal[] {
  const isOpen = stages.indexOf(stage) < stages.indexOf("consolidation");
  return isOpen ? [] : [{ code: "figuresClosed", round: code, stage }];
}

type Parts = Pick<PlannedMerger, "from" | "into" | "keep">;

function planRound(
  { round, drafts }: RoundToMerge,
  { from, into, keep }: Parts,
): PlannedRoundMerger {
  const rankOf = new Map(
    [into, ...from].map(({ id, code }, at) => [id ?? "", code === keep ? -1 : at]),
  );
  const inOrder = [...drafts].sort(
    (a, b) => (rankOf.get(a.agencyId) ?? 0) - (rankOf.get(b.agencyId) ?? 0),
  );
  const leaving = drafts.filter(({ agencyId }) => agencyId !== into.id);
  const merged = mergeDrafts(inOrder, into.id);
  const appraised = new Set(drafts.find(({ agencyId }) => agencyId === into.id)?.appraised);
  return {
    ...{ round, group: into.group, ...merged },
    reappraised: merged.carried.map(({ leaf }) => leaf.code).filter((code) => appraised.has(code)),
    joins: leaving.length === drafts.length,
    leavingIds: leaving.map(({ agencyId }) => agencyId),
    declarations: leaving.reduce((sum, each) => sum + each.declarations, 0),
  };
}
