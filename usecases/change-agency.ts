import type { Result } from "../core/result.ts";
import type {
  AgencyRefusal,
  KnownAgency,
  MergeOrder,
  PlannedMerger,
  PlannedRename,
  RenameOrder,
} from "../core/round/agency-change.ts";
import { agencyCoded } from "../core/round/agency-rules.ts";
import { planMerger } from "../core/round/plan-merger.ts";
import { planRename } from "../core/round/plan-rename.ts";
import type { RoundMover } from "../core/round/transitions.ts";
import type { AgencyChanges } from "./agency-ports.ts";
import type { RoundAuthor } from "./round-ports.ts";

/** Who asks for it, and whether it is to be written. */
export interface ChangeAuthor {
  readonly who: RoundMover;
  readonly by: RoundAuthor;
  readonly apply: boolean;
}

/** A judged merger, with the agencies as they were before. */
export interface JudgedMerger {
  readonly agencies: readonly KnownAgency[];
  readonly planned: Result<PlannedMerger, readonly AgencyRefusal[]>;
}

/** Judges a renaming and, when told to, writes it. */
export async function renameAgency(
  changes: AgencyChanges,
  order: RenameOrder,
  { who, by, apply }: ChangeAuthor,
): Promise<Result<PlannedRename, readonly AgencyRefusal[]>> {
  return changes.alone(async (desk) => {
    const { agencies } = desk;
    const agency = agencyCoded(agencies, order.agency);
    const rounds = agency ? await desk.roundsOf(agency.id) : [];
    const planned = planRename(order, { agencies, rounds, who });
    if (planned.ok && apply) await desk.rename(planned.value, by);
    return planned;
  });
}

/** Judges a merger of agencies on what they have said so far and, when told to, writes it whole. */
export async function mergeAgencies(
  changes: AgencyChanges,
  order: MergeOrder,
  { who, by, apply }: ChangeAuthor,
): Promise<JudgedMerger> {
  return changes.alone(async (desk) => {
    const { agencies } = desk;
    const from = order.from.flatMap((code) => agencyCoded(agencies, code)?.id ?? []);
    const into = agencyCoded(agencies, order.into)?.id ?? null;
    const rounds = await desk.roundsToMerge(from, into);
    const planned = planMerger(order, { agencies, rounds, who });
    if (planned.ok && apply) await desk.merge(planned.value, by);
    return { agencies, planned };
  });
}
