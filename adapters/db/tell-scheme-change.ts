import type pg from "pg";
import {
  schemeChangedNotice,
  valuesSetAsideNotice,
} from "../../core/conversation/round/scheme-notices.ts";
import type { AgencyChange, SchemeChangeRecord } from "../../usecases/scheme-ports.ts";
import { notifyStaff } from "./notify-staff.ts";
import type { ChangedGroup } from "./scheme-change-rows.ts";
import { findLeaders, findOfficerIds } from "./sign-off-repository.ts";

/** Tells every agency of the group what it has to do, and appraisers what does not stand. */
export async function tellSchemeChange(
  client: pg.PoolClient,
  { course }: ChangedGroup,
  record: SchemeChangeRecord,
): Promise<void> {
  for (const change of record.agencies) await tellAgency(client, course, { record, change });
  await tellAppraisers(client, course, record);
}

async function tellAgency(
  client: pg.PoolClient,
  course: ChangedGroup["course"],
  { record, change }: { readonly record: SchemeChangeRecord; readonly change: AgencyChange },
): Promise<void> {
  const { author, until, undoes } = record;
  const { agencyId, name: agencyName } = change.agency;
  // This message tells of the void signature too, so that nobody hears of one change twice.
  const { rowCount } = await client.query(
    `update sign_offs set told_at = voided_at
      where round_id = $1 and agency_id = $2 and voided_at is not null and told_at is null`,
    [course.id, agencyId],
  );
  const facts = {
    ...{ round: course, agencyName, isUndo: undoes !== null },
    ...{ decision: author.decision, reason: author.reason },
    asked: change.draft.asked.map(({ code }) => code),
    until: change.isReopened ? until : null,
    wasSigned: (rowCount ?? 0) > 0,
  };
  const leaders = await findLeaders(client, agencyId, author.now);
  const leaderIds = [...new Set(leaders.map(({ staffId }) => staffId))];
  await notifyStaff(
    client,
    leaderIds,
    (language) => schemeChangedNotice({ ...facts, forLeader: true }, language),
    "bulk",
  );
  const officers = await findOfficerIds(client, agencyId);
  const others = officers.filter((id) => !leaderIds.includes(id));
  await notifyStaff(
    client,
    others,
    (language) => schemeChangedNotice({ ...facts, forLeader: false }, language),
    "bulk",
  );
}

/** Each appraiser hears of the own values alone. */
async function tellAppraisers(
  client: pg.PoolClient,
  course: ChangedGroup["course"],
  { agencies, author, undoes }: SchemeChangeRecord,
): Promise<void> {
  if (undoes !== null) return;
  const byPerson = new Map<string, Map<string, string[]>>();
  for (const { agency, setAside } of agencies) {
    for (const { row, code } of setAside) {
      const person = row["decided_by"];
      if (typeof person !== "string") continue;
      const own = byPerson.get(person) ?? new Map<string, string[]>();
      own.set(agency.code, [...(own.get(agency.code) ?? []), code]);
      byPerson.set(person, own);
    }
  }
  for (const [person, own] of byPerson) {
    const values = [...own].map(([agencyCode, codes]) => ({ agencyCode, codes }));
    const { decision, reason } = author;
    await notifyStaff(client, [person], (language) =>
      valuesSetAsideNotice({ round: course, decision, reason, values }, language),
    );
  }
}
