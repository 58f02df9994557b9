/** Acts of the ledger whose content is told by itself. */
const toldKinds = [
  ...(["answer", "explanation", "notApplicable", "undo"] as const),
  ...(["evidence", "withdrawal", "value", "carried", "given"] as const),
] as const;

/** Acts that are told by their name alone, in the order of a round. */
export const namedKinds = [
  ...(["round", "stage", "phase", "extension", "reopening"] as const),
  ...(["reminderPlan", "ladderStop", "ladderResume"] as const),
  ...(["schemeChange", "schemeUndo"] as const),
  ...(["renamed", "merger", "merged"] as const),
  ...(["submit", "return", "returned", "returnAnswer", "signOff", "signOffVoided"] as const),
  ...(["delegate", "revokeDelegation", "factorReset"] as const),
  ...(["assignment", "appraisalSettings", "secondValue", "explanationRequest"] as const),
  ...(["bulkAgreement", "appeal", "appealAccepted", "appealWithdrawal", "appealSubmit"] as const),
  ...(["appealSign", "appealReturn"] as const),
  ...(["meeting", "agenda", "motion", "ballot", "vote", "interest", "decision"] as const),
  ...(["respondentsAdded", "respondentRemoved", "declared"] as const),
  ...(["struck", "closing", "closingVoid", "approval"] as const),
] as const;

/** An act that is told by its name alone. */
export type NamedKind = (typeof namedKinds)[number];

/** Every kind of act that the ledger holds. */
export type EntryKind = (typeof toldKinds)[number] | NamedKind;

/** Every kind of act, as a list. */
export const entryKinds: readonly EntryKind[] = [...toldKinds, ...namedKinds];
