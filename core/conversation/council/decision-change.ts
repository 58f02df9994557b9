import type { CouncilItem } from "../../council/council.ts";
import { conclusionVi } from "../messages/vi/agenda.ts";
import type { DecisionChange } from "./council-effect.ts";

/** What an item's outcome makes true beside the item: nothing unless a motion for it passed. */
export function decisionChange(
  { motion, value, agencies, code }: CouncilItem,
  about: {
    readonly outcome: "passed" | "notPassed";
    readonly reason: string;
    readonly receipt: string;
  },
): DecisionChange {
  if (about.outcome === "notPassed") return { kind: "none" };
  if (motion.kind === "refuse") return { kind: "strike" };
  const [agency] = agencies;
  if (motion.kind !== "setPoints" || !value || !agency || code === null) return { kind: "none" };
  return {
    ...{ kind: "setPoints", agencyId: agency.id, code, points: motion.points },
    ...{ selfVersion: value.selfVersion, version: value.version },
    ...{ reason: conclusionVi(about.reason), receipt: about.receipt },
  };
}
