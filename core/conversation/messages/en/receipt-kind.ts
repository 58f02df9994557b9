import type { ReceiptFacts } from "../../facts.ts";

/** What a receipt was given for. */
export function receiptKindEn({ kind }: ReceiptFacts): string {
  const names: Readonly<Record<ReceiptFacts["kind"], string>> = {
    answer: "Self-score answer",
    explanation: "Explanation",
    notApplicable: "Request not to apply",
    undo: "Undo",
    evidence: "Evidence",
    submit: "The self-score handed up for signature",
    signOff: "The leader's signature on the self-score",
    return: "Criteria given back by the leader",
    returnAnswer: "Answer to the leader's comment",
    delegate: "Delegation of signing",
    revokeDelegation: "A delegation of signing revoked",
    factorReset: "Second factor reset",
    value: "Appraised value",
    secondValue: "Value of the second, independent appraisal",
    explanationRequest: "Request for an explanation",
    bulkAgreement: "Agreement in bulk at appraisal",
    appeal: "Explanation to the appraisal",
    appealAccepted: "Acceptance of the appraised value",
    appealWithdrawal: "Withdrawal of an explanation",
    appealSubmit: "Explanations sent to the leader",
    appealSign: "Leader's signature under explanations",
    appealReturn: "Explanation returned by the leader",
  };
  return names[kind];
}
