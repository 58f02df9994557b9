/** What a receipt of this flow stands for. */
export type AppealReceiptKind =
  | "appeal"
  | "appealAccepted"
  | "appealWithdrawal"
  | "appealSubmit"
  | "appealSign"
  | "appealReturn"
  | "value";

/** What an appraiser answers to an explanation. */
export type AppealOutcome = "accepted" | "partly" | "rejected";

/** How far an agency's answer has come. */
export type AppealStatus = "draft" | "submitted" | "signed" | "returned" | "withdrawn";
