import type { Scheme } from "../../core/scheme/scheme.ts";

/**
 * A shipped scheme as it stood in another year: id, year, period, due dates and the years named in
 * its texts move along; points and rules stay.
 */
export function shiftedScheme(scheme: Scheme, year: number): Scheme {
  const moved = moveYears(scheme, { from: scheme.year, by: year - scheme.year }) as Scheme;
  return {
    ...moved,
    basis: scheme.basis,
    year,
    scheme: scheme.scheme.replace(String(scheme.year), String(year)),
  };
}

interface Shift {
  readonly from: number;
  readonly by: number;
}

function moveYears(value: unknown, shift: Shift): unknown {
  if (typeof value === "string") return moveYearsInText(value, shift);
  if (Array.isArray(value)) return value.map((each) => moveYears(each, shift));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, moveYears(each, shift)]),
  );
}

/** Years near the scheme's own, in dates and after "năm"; numbers of decrees stay. */
function moveYearsInText(text: string, { from, by }: Shift): string {
  return text.replace(
    /(^|năm |\d\/)(\d{4})(?=$|[^\d/:])/gu,
    (whole, before: string, year: string) => {
      const isNear = Math.abs(Number(year) - from) <= 1;
      return isNear ? `${before}${String(Number(year) + by)}` : whole;
    },
  );
}
