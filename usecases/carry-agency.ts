import type { Stage } from "../core/round/round.ts";
import { type CarryInto, carryAnswers } from "../core/scoring/carry-answers.ts";
import { carryValue, keptBack } from "../core/scoring/carry-value.ts";
import { restoreAnswers } from "../core/scoring/restore-answers.ts";
import type { Code } from "../core/scheme/scheme.ts";
import type { AgencyChange, AgencyDraft, KeptOfAgency, StoredValue } from "./scheme-ports.ts";

/** Works out what another scheme does to an agency: its own answers, and what was judged of them. */
export function carryAgency(into: CarryInto, agency: AgencyDraft, stage: Stage): AgencyChange {
  const draft = carryAnswers(into, agency.leaves);
  const asked = new Set(draft.asked.map(({ code }) => code));
  const isClosed = stage !== "announced" && (agency.isSubmitted || !agency.isOpen);
  return {
    ...{ agency, draft, comeBack: [], isReopened: isClosed && asked.size > 0 },
    ...valuesUnder(into, asked, agency.values),
  };
}

/** Works out what taking a change back does to an agency. */
export function restoreAgency(
  back: CarryInto,
  agency: AgencyDraft,
  kept: KeptOfAgency = { former: new Map(), asked: new Set(), values: [] },
): AgencyChange {
  const { former, asked } = kept;
  const draft = restoreAnswers(back, { former, asked, present: agency.leaves });
  const askedBefore = new Set(
    back.fates.flatMap((fate) =>
      fate.kind === "kept" && asked.has(fate.to.code) ? [fate.from] : [],
    ),
  );
  const under = valuesUnder({ ...back, fates: keptBack(back) }, askedBefore, agency.values);
  const taken = new Set(under.stays.map(({ value, code }) => placeOf(value, code)));
  const comeBack = kept.values.filter((each) => !taken.has(placeOf(each, each.code)));
  return { agency, draft, ...under, comeBack, isReopened: false };
}

function placeOf({ what, step }: StoredValue, code: Code): string {
  return `${what} ${code} ${step}`;
}

function valuesUnder(
  into: CarryInto,
  asked: ReadonlySet<Code>,
  values: readonly StoredValue[],
): Pick<AgencyChange, "stays" | "setAside"> {
  const stays: AgencyChange["stays"][number][] = [];
  const setAside: StoredValue[] = [];
  for (const value of values) {
    const carried = carryValue(into, asked, value);
    if (carried) stays.push({ value, ...carried });
    else setAside.push(value);
  }
  return { stays, setAside };
}
