import type { LeafStatus } from "../self-score/leaf-status.ts";

/** The mark for how far a leaf is; always shown with a legend or the word. */
export const statusMarks: Readonly<Record<LeafStatus, string>> = {
  done: "✓",
  lacksProof: "◐",
  open: "○",
  notOurs: "–",
};
