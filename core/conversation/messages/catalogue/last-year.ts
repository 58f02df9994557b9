import type { Leaf } from "../../../scheme/scheme.ts";
import type { ShownEvidence } from "../../appraise/appraisal-board.ts";
import type { LastYearEvidence, LastYearLeaf } from "../../last-year/last-year-facts.ts";

/** What stood at a leaf in the last finished round. */
export interface LastYearMessages {
  /** One short line beside the leaf as it is now. */
  line(facts: { readonly leaf: Leaf; readonly past: LastYearLeaf }): string;
  button(year: number): string;
  whichCode(): string;
  notAllowed(): string;
  none(code: string): string;
  listTitle(facts: LastYearEvidence): string;
  list(facts: {
    readonly facts: LastYearEvidence;
    /** The first pieces, each with its address where the person may open it. */
    readonly lines: readonly { readonly item: ShownEvidence; readonly url: string | null }[];
  }): string;
}
