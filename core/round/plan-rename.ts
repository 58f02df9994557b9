import { type Result, err, ok } from "../result.ts";
import type {
  AgencyRefusal,
  KnownAgency,
  PlannedRename,
  RenameOrder,
  RoundOfAgency,
} from "./agency-change.ts";
import { agencyCoded, againstAgency, againstCode, againstName, mayChange } from "./agency-rules.ts";
import { stages } from "./round.ts";
import type { RoundMover } from "./transitions.ts";

/** What a renaming is judged by. */
export interface RenameFacts {
  readonly agencies: readonly KnownAgency[];
  /** Rounds in which the agency takes part, of any stage. */
  readonly rounds: readonly (RoundOfAgency & {
    /** A closing decision of the council holds. */
    readonly isClosed: boolean;
  })[];
  readonly who: RoundMover;
}

/** Judges a renaming: what is to be written, or every reason against it at once. */
export function planRename(
  order: RenameOrder,
  { agencies, rounds, who }: RenameFacts,
): Result<PlannedRename, readonly AgencyRefusal[]> {
  const name = order.name.normalize("NFC").trim();
  const agency = agencyCoded(agencies, order.agency);
  const refusals = [...mayChange(who), ...againstName(name)];
  if (!agency) return err([...refusals, { code: "unknownAgency", agency: order.agency }]);
  const code = order.code?.toUpperCase() ?? agency.code;
  const against = [
    ...refusals,
    ...againstAgency(agency),
    ...(code === agency.code
      ? againstSame(agency, name)
      : [...againstCode(agencies, code), ...inFigures(rounds)]),
  ];
  if (against.length > 0) return err(against);
  const running = rounds.filter(({ stage }) => isRunning(stage));
  return ok({ agency, name, code, decision: order.decision, rounds: running });
}

function againstSame({ code, name }: KnownAgency, wanted: string): readonly AgencyRefusal[] {
  return name === wanted ? [{ code: "sameName", agency: code }] : [];
}

function inFigures(rounds: RenameFacts["rounds"]): readonly AgencyRefusal[] {
  return rounds
    .filter(({ isClosed }) => isClosed)
    .map(({ code }) => ({ code: "codeInFigures", round: code }));
}

function isRunning(stage: RoundOfAgency["stage"]): boolean {
  const place = stages.indexOf(stage);
  return place > stages.indexOf("draft") && place < stages.indexOf("published");
}
