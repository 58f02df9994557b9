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
  /** Present when the duty is another person's, by delegation. */
  readonly for?: Delegated;
}

/** In whose place a person acts, and by what. */
export interface Delegated {
  readonly staffId: string;
  readonly name: string;
  /** Number of the decision. */
  readonly decision: string;
  /** Local days, YYYY-MM-DD, both inside. */
  readonly from: string;
  readonly until: string;
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
