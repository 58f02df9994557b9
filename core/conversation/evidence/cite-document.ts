import type { Leaf } from "../../scheme/scheme.ts";
import { keyOf } from "../choice-keys.ts";
import type { EvidencePosition } from "../conversation-state.ts";
import type { DocumentReference } from "../effect.ts";
import { isoDate, readDate } from "../reading/read-date.ts";
import { readDocument } from "../reading/read-document.ts";
import { refuseWrite } from "../refuse-write.ts";
import { type ChatTurn, type Work, moveTo, receiptAt, stay, together, turn } from "../talk.ts";
import { whyNotWritable } from "../writing.ts";
import { fileChoices, firstMissing } from "./ask-for-proof.ts";
import { askPlace } from "./take-file.ts";

/** A work whose talk asks for a document step by step. */
export type Citing = Work & {
  readonly state: Work["state"] & Extract<EvidencePosition, { readonly step: "document" }>;
};

/** Where a document belongs: the leaf and which wanted one it is. */
export interface ProofFor {
  readonly leaf: Leaf;
  readonly wanted: string | null;
}

/** Reads a document typed in one line where a file was asked for. */
export function takeDocumentLine(work: Work, to: ProofFor, typed: string): ChatTurn {
  const { say } = work.world;
  const refusal = whyNotWritable(work, to.leaf.code);
  if (refusal) return refuseWrite(work, refusal, typed);
  const reading = readDocument(typed);
  switch (reading.kind) {
    case "document":
      return cite(work, to, reading.document);
    case "badDate":
      return stay(work, say.evidence.badDocumentDate(reading.read), fileChoices(work, to.leaf));
    case "none":
      return stay(work, say.evidence.notADocument(), fileChoices(work, to.leaf));
  }
}

/** Takes a document typed in one line under a leaf's card or list; null for any other words. */
export function takeUnaskedDocument(work: Work, leaf: Leaf, typed: string): ChatTurn | null {
  if (leaf.source !== "self" || readDocument(typed).kind !== "document") return null;
  return takeDocumentLine(work, { leaf, wanted: firstMissing(work, leaf) }, typed);
}

/** Begins asking for number, date and issuer one by one. */
export function askDocument(work: Work, { leaf, wanted }: ProofFor): ChatTurn {
  return askPart(work, { leaf, wanted }, { number: null, date: null });
}

/** Takes the next part of a document that is asked step by step; a whole line is taken too. */
export function takeDocumentPart(work: Citing, leaf: Leaf, typed: string): ChatTurn {
  const { say } = work.world;
  const refusal = whyNotWritable(work, leaf.code);
  if (refusal) return refuseWrite(work, refusal, typed);
  const { number, date, wanted } = work.state;
  const to: ProofFor = { leaf, wanted };
  const whole = readDocument(typed);
  if (whole.kind === "document") return cite(work, to, whole.document);
  if (typed === "" || typed.length > 200) return stay(work, say.evidence.partTooLong());
  if (number === null) return askPart(work, to, { number: typed, date: null });
  if (date !== null) return cite(work, to, { number, date, issuer: typed });
  const read = readDay(work, typed);
  if (read === null) return stay(work, say.evidence.badDocumentDate(typed));
  return askPart(work, to, { number, date: read });
}

/** A day and month alone are of the assessed year: the document's date is shown back at once. */
function readDay({ scheme }: Work, typed: string): string | null {
  const reading = readDate(typed);
  if (reading.kind === "date") return reading.date;
  return reading.kind === "noYear" ? isoDate(scheme.year, reading.month, reading.day) : null;
}

function askPart(
  work: Work,
  { leaf, wanted }: ProofFor,
  parts: { readonly number: string | null; readonly date: string | null },
): ChatTurn {
  const { say } = work.world;
  const state = moveTo(work.state, {
    ...{ flow: "evidence", step: "document", code: leaf.code },
    ...{ wanted, ...parts },
  });
  const choices = [[{ key: keyOf("back"), label: say.buttons.back() }]];
  return turn(state, [{ text: say.evidence.askDocumentPart(parts), choices }]);
}

function cite(work: Work, { leaf, wanted }: ProofFor, document: DocumentReference): ChatTurn {
  const { say } = work.world;
  const receipt = receiptAt(work.world);
  const { from, to } = work.scheme.evaluationPeriod;
  const isOutside = document.date < from || document.date > to;
  const text = [
    say.evidence.cited({ code: leaf.code, document, receipt }),
    ...(isOutside ? [say.evidence.outsidePeriod({ date: document.date, from, to })] : []),
  ].join("\n\n");
  return together({ text }, askPlace(work, leaf, wanted, [receipt]), [
    { kind: "citeDocument", code: leaf.code, wanted, document, place: null, receipt },
  ]);
}
