import type { Grant } from "./actor.ts";

/** An agency (đơn vị) as the province writes it down. */
export interface AgencyRecord {
  /** Unique in the province; the scheme's `lead` names it. */
  readonly code: string;
  readonly name: string;
  /** so, xa, nganh-doc, … */
  readonly group: string;
  /** The agency this one came from by merger or renaming; null when none is named. */
  readonly predecessorCode: string | null;
  readonly isActive: boolean;
  /** The agency this one was merged into, and so ended; absent when it was not. */
  readonly mergedInto?: string;
}

/** A person as the province writes them down. */
export interface StaffRecord {
  /** Stable name of the person in imports, unique in the province. */
  readonly code: string;
  readonly fullName: string;
  readonly title: string;
  readonly agencyCode: string;
  readonly language: "vi" | "en";
  readonly isActive: boolean;
  /** Sorted as `roles` lists them; may be empty. */
  readonly grants: readonly Grant[];
}

/** What is wrong with one place of a file of people: where, what stands there, what was wanted. */
export interface SheetProblem {
  readonly sheet: string;
  /** Row number as a spreadsheet shows it; null when the whole sheet is meant. */
  readonly row: number | null;
  /** Letter and heading ("C, Khối"); null when the whole row or sheet is meant. */
  readonly column: string | null;
  readonly read: string;
  readonly wanted: string;
}

/** A sheet as it lies in the file, cells as trimmed text in NFC. */
export interface SheetGrid {
  readonly sheet: string;
  readonly rows: readonly { readonly number: number; readonly cells: readonly string[] }[];
}
