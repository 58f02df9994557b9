/** The duties a person may have; each with a scope of agencies and fields. */
export const roles = [
  "officer",
  "leader",
  "appraiser",
  "coordinator",
  "headAppraiser",
  "councilMember",
  "councilChair",
  "councilSecretary",
  "surveyClerk",
  "finance",
  "official",
  "inspector",
  "admin",
] as const;

/** One duty: chuyên viên, lãnh đạo đơn vị, … */
export type Role = (typeof roles)[number];

/** A duty with the part of the province it covers. */
export interface Grant {
  readonly role: Role;
  /** Field codes an appraiser covers; null means all. */
  readonly fields: readonly string[] | null;
}

/** A named person known to the province, as far as rights go. */
export interface Actor {
  readonly staffId: string;
  readonly name: string;
  readonly agencyId: string;
  readonly agencyCode: string;
  readonly agencyName: string;
  readonly agencyGroup: string;
  readonly grants: readonly Grant[];
}
