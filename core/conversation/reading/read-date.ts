import { readDate as dayNumberOf } from "../../round/calendar.ts";

/** What a typed date may mean. */
export type DateReading =
  | { readonly kind: "date"; readonly date: string }
  /** "31/12": the year is missing. */
  | { readonly kind: "noYear"; readonly day: number; readonly month: number }
  /** A day that does not exist, such as 31/02. */
  | { readonly kind: "impossible" }
  | { readonly kind: "none" };

const forms = [
  /^(?:ngày\s+|ngay\s+)?(?<d>\d{1,2})\s*[/.-]\s*(?<m>\d{1,2})(?:\s*[/.-]\s*(?<y>\d{4}))?$/iu,
  /^(?:ngày\s+|ngay\s+)?(?<d>\d{1,2})\s+(?:tháng|thang)\s+(?<m>\d{1,2})(?:\s+(?:năm|nam)\s+(?<y>\d{4}))?$/iu,
  /^(?<y>\d{4})-(?<m>\d{1,2})-(?<d>\d{1,2})$/u,
];

/** Reads `31/12/2025`, `31-12-2025`, `ngày 31 tháng 12 năm 2025`, `31/12`. */
export function readDate(text: string): DateReading {
  const trimmed = text.normalize("NFC").trim();
  for (const form of forms) {
    const groups = form.exec(trimmed)?.groups;
    if (!groups) continue;
    const day = Number(groups["d"]);
    const month = Number(groups["m"]);
    const year = groups["y"];
    if (year === undefined) return withoutYear(day, month);
    const date = isoDate(Number(year), month, day);
    return date === null ? { kind: "impossible" } : { kind: "date", date };
  }
  return { kind: "none" };
}

/** The day as YYYY-MM-DD, or null where the calendar has no such day. */
export function isoDate(year: number, month: number, day: number): string | null {
  const pad = (value: number, width: number) => String(value).padStart(width, "0");
  const text = `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
  return dayNumberOf(text) === undefined ? null : text;
}

function withoutYear(day: number, month: number): DateReading {
  return isoDate(2024, month, day) === null
    ? { kind: "impossible" }
    : { kind: "noYear", day, month };
}
