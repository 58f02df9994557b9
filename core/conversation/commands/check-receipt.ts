import { may } from "../../access/may.ts";
import type { ReceiptFacts } from "../facts.ts";
import { findLeaf } from "../scheme-index.ts";
import { subjectOf } from "../subject-of.ts";
import { type ChatTurn, type Talk, stay, turn } from "../talk.ts";

/** A receipt code however it was typed, O for 0 and I or L for 1; null when it is none. */
export function readReceipt(text: string): string | null {
  const code = text
    .replaceAll(/[\s\-–.]/g, "")
    .toUpperCase()
    .replaceAll("O", "0")
    .replaceAll(/[IL]/g, "1");
  return /^[A-Z0-9]{10}$/.test(code) ? code : null;
}

/** Tells what a receipt stands for; one that is not the person's business is not found. */
export function checkReceipt(talk: Talk, argument: string): ChatTurn {
  const { say, found, scheme } = talk.world;
  const receipt = readReceipt(argument);
  if (receipt === null) return stay(talk, say.commands.whichReceipt());
  const facts = found.receipt;
  if (!facts || !isTheirs(talk, facts)) {
    return stay(talk, say.commands.noSuchReceipt(receipt));
  }
  const leaf = scheme && facts.code !== null ? findLeaf(scheme, facts.code) : undefined;
  const text = say.commands.receipt({ facts, leaf: leaf ?? null });
  return turn(
    talk.state,
    [{ title: say.commands.receiptTitle(receipt), text }],
    [{ kind: "noteQuery", what: `receipt ${receipt}`, stage: facts.stage }],
  );
}

function isTheirs(talk: Talk, facts: ReceiptFacts): boolean {
  const field = facts.code?.split(".")[0];
  return (
    may(talk.me, "checkReceipt", subjectOf(talk, facts.agencyCode, field, facts.stage)) &&
    !isHidden(talk, facts)
  );
}

/** A blind value is its author's alone, and theirs who read everything, until the other is there. */
function isHidden({ me }: Talk, { isBlind, byId, agencyCode }: ReceiptFacts): boolean {
  const isOther = byId !== me.staffId && agencyCode !== me.agencyCode;
  return isBlind && isOther && !may(me, "checkReceipt", { agencyId: null, stage: null });
}
