import type pg from "pg";
import type { RungRole } from "../../core/reminders/escalation.ts";
import type { OwedRound } from "./owed-duties.ts";

/** Who stands above an agency or person, and whether the ladder is held. */
export interface Ladder {
  readonly holders: Readonly<Record<Exclude<RungRole, "officer">, readonly string[]>>;
  readonly isHalted: boolean;
}

interface Upper {
  readonly id: string;
  readonly agency: string;
  readonly role: "coordinator" | "official";
}

/**
 * Who stands on the rungs above whoever owes something. Nobody watches over the own agency: what
 * Sở Nội vụ itself owes goes past its coordinators.
 */
export async function findLadders(
  db: pg.Pool | pg.PoolClient,
  rounds: readonly OwedRound[],
): Promise<(roundId: string, subject: string) => Ladder> {
  const uppers = await readUppers(db);
  const agencyOf = await readAgencies(db);
  const halted = await readHalted(db);
  const leadersOf = new Map(
    rounds.flatMap(({ round, agencies }) =>
      agencies.map(({ code, leaders }) => [`${round.id}:${code}`, leaders] as const),
    ),
  );
  return (roundId, subject) => {
    const agency = agencyOf.get(subject) ?? subject;
    const rung = (role: Upper["role"]): readonly string[] =>
      uppers.filter((each) => each.role === role && each.agency !== agency).map(({ id }) => id);
    const leader = (leadersOf.get(`${roundId}:${agency}`) ?? []).filter((id) => id !== subject);
    return {
      holders: { leader, coordinator: rung("coordinator"), official: rung("official") },
      isHalted: halted.has(`${roundId}:${subject}`),
    };
  };
}

async function readUppers(db: pg.Pool | pg.PoolClient): Promise<readonly Upper[]> {
  const { rows } = await db.query<Upper>(
    `select s.id, a.code as agency, g.role
       from staff s join agencies a on a.id = s.agency_id
       join staff_roles g on g.staff_id = s.id and g.role in ('coordinator', 'official')
      where s.is_active order by s.code`,
  );
  return rows;
}

/** The agency's code of everybody who may owe alone. */
async function readAgencies(db: pg.Pool | pg.PoolClient): Promise<ReadonlyMap<string, string>> {
  const { rows } = await db.query<{ id: string; code: string }>(
    `select s.id, a.code from staff s join agencies a on a.id = s.agency_id
      where s.is_active and exists (
        select from staff_roles g where g.staff_id = s.id
           and g.role in ('appraiser', 'councilMember', 'councilChair'))`,
  );
  return new Map(rows.map(({ id, code }) => [id, code]));
}

async function readHalted(db: pg.Pool | pg.PoolClient): Promise<ReadonlySet<string>> {
  const { rows } = await db.query<{ round_id: string; subject: string }>(
    "select round_id, subject from escalation_stops where ended_at is null",
  );
  return new Set(rows.map((row) => `${row.round_id}:${row.subject}`));
}
