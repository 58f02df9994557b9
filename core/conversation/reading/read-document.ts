import type { DocumentReference } from "../effect.ts";
import { readDate } from "./read-date.ts";

/** A document typed in one line, or which of its parts could not be read. */
export type DocumentReading =
  | { readonly kind: "document"; readonly document: DocumentReference }
  | { readonly kind: "badDate"; readonly read: string }
  | { readonly kind: "none" };

const longest = 300;
const natural =
  /^(?:(?:\p{L}+\s+){0,5}?số\s*:?\s+)?(?<number>\S*\d\S*\/\S+?)[\s,;]+ngày\s+(?<date>\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}|\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4})[\s,;]+(?:của\s+)?(?<issuer>\S[^]*)$/iu;

/**
 * Reads "số, ký hiệu; ngày; cơ quan ban hành" or "123/KH-UBND ngày 15/01/2025 của UBND tỉnh", also
 * with the kind of document before it: "Kế hoạch số 123/KH-UBND ngày …".
 */
export function readDocument(text: string): DocumentReading {
  const trimmed = text.normalize("NFC").trim();
  if (trimmed.length > longest) return { kind: "none" };
  const parts = trimmed.split(/\s*[;\n]\s*/).filter((part) => part !== "");
  if (parts.length === 3) return fromParts(parts);
  const groups = natural.exec(trimmed)?.groups;
  if (!groups) return { kind: "none" };
  return fromParts([groups["number"] ?? "", groups["date"] ?? "", groups["issuer"] ?? ""]);
}

function fromParts(parts: readonly string[]): DocumentReading {
  const [number = "", when = "", issuer = ""] = parts;
  const reading = readDate(when);
  if (reading.kind !== "date") return { kind: "badDate", read: when };
  const bare = number.replace(/^(?:\p{L}+\s+){0,5}?số\s*:?\s+/iu, "");
  return { kind: "document", document: { number: bare, date: reading.date, issuer } };
}
