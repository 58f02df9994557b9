import type { Leaf } from "../../scheme/scheme.ts";
import type { EvidencePosition } from "../conversation-state.ts";
import { refuseWrite } from "../refuse-write.ts";
import { type ChatTurn, type Work, stay, together } from "../talk.ts";
import { whyNotWritable } from "../writing.ts";
import { proofAfter } from "./take-file.ts";

/** A work whose talk asks where in a document the proof stands. */
export type Placing = Work & {
  readonly state: Work["state"] & Extract<EvidencePosition, { readonly step: "place" }>;
};

const longestPlace = 300;

/** Notes section and page for the documents just given; null means the whole document. */
export function takePlace(work: Placing, leaf: Leaf, typed: string | null): ChatTurn {
  const { say } = work.world;
  const refusal = whyNotWritable(work, leaf.code);
  if (refusal) return refuseWrite(work, refusal, typed);
  if (typed !== null && typed.length > longestPlace) {
    return stay(work, say.evidence.placeTooLong({ length: typed.length, longest: longestPlace }));
  }
  const place = typed ?? say.evidence.wholeDocument();
  const { receipts, wanted } = work.state;
  return together({ text: say.evidence.placed(place) }, proofAfter(work, leaf, wanted), [
    { kind: "placeEvidence", evidenceIds: [], receipts, place },
  ]);
}
