import { trimmedVi } from "../../core/conversation/messages/vi/words.ts";
import type { Ballots, Given, GivenChange, GivenKind } from "../../core/given/given.ts";
import { ballotsText } from "../../core/given/read-given-value.ts";

/** The sorts of given figures as the sheet writes them. */
export const kindNames: Readonly<Record<GivenKind, string>> = {
  external: "bên ngoài",
  survey: "khảo sát",
  notApplicable: "không áp dụng",
  adjustment: "điểm thưởng, điểm trừ",
  knockout: "khống chế",
};

/** A given thing in a few words; "chưa có" for none. */
export function givenText(given: Given | null): string {
  switch (given?.kind) {
    case undefined:
      return "chưa có";
    case "external":
      return trimmedVi(given.value);
    case "survey":
      return Object.entries(given.tallies)
        .flatMap(([question, groups]) =>
          Object.entries(groups).map(
            ([group, ballots]) => `${question}/${group}: ${counted(ballots)}`,
          ),
        )
        .join("; ");
    case "notApplicable":
    case "knockout":
      return `có, lý do: ${given.reason}`;
    case "adjustment":
      return [
        `${String(given.count)} lần`,
        ...(given.leaves.length > 0 ? [`tiêu chí về 0: ${given.leaves.join(", ")}`] : []),
        `lý do: ${given.reason}`,
      ].join(", ");
  }
}

function counted(ballots: Ballots): string {
  const keys = Object.keys(ballots).filter((key) => key !== "noOpinion");
  return ballotsText(keys, ballots).replaceAll("; ", ", ");
}

/** One change as a line: what it is, from what to what. */
export function changeLine({ agency, kind, code, before, after, isValued }: GivenChange): string {
  const mark = before === null ? "+" : after === null ? "-" : "~";
  const to = after === null ? "bỏ" : givenText(after);
  const values = before === null ? to : `${givenText(before)} → ${to}`;
  const note = isValued ? " (đã có điểm thẩm định; điểm thẩm định vẫn được tính)" : "";
  return `  ${mark} ${agency.code}  ${code} (${kindNames[kind]}): ${values}${note}`;
}
