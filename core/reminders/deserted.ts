import { type Duty, isSigning } from "./duty.ts";

/** An agency that owes something and has nobody active who could do it. */
export interface Deserted {
  readonly code: string;
  readonly name: string;
  readonly lacks: "noOfficer" | "noLeader";
}

/**
 * Lists the agencies whose open duties nobody owes: no reminder goes out for them, so that whoever
 * runs the round has to see to it. Each is named once for what it lacks, in the order of the duties.
 */
export function desertedAgencies(duties: readonly Duty[]): readonly Deserted[] {
  const found = new Map<string, Deserted>();
  for (const duty of duties) {
    if (!duty.isOwed || duty.owedBy.length > 0) continue;
    const lacks = isSigning(duty) ? "noLeader" : "noOfficer";
    found.set(`${lacks}/${duty.subject}`, { code: duty.subject, name: duty.subjectName, lacks });
  }
  return [...found.values()];
}
