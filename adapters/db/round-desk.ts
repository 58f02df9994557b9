import type pg from "pg";
import type { EntryKind } from "../../core/audit/entry-kinds.ts";
import type { AppealAnswers } from "../../core/conversation/messages/catalogue/round.ts";
import { messagesIn } from "../../core/conversation/messages/messages-in.ts";
import type { PlannedChange } from "../../core/round/round-change.ts";
import type { RoundCourse } from "../../core/round/course.ts";
import { type Phase, stages } from "../../core/round/round.ts";
import type { RoundAuthor, RoundDesk } from "../../usecases/round-ports.ts";
import { openCalendar } from "../../core/round/calendar.ts";
import { readCalendar } from "./calendar-cache.ts";
import { loadAgencyCourse, loadCourse } from "./course-repository.ts";
import { notifyStaff } from "./notify-staff.ts";
import { peopleOfAgencies } from "./people-of-agencies.ts";

/**
 * Locks a round and opens it for a change inside the caller's transaction: whoever changes it at
 * the same time waits and then meets the changed one.
 *
 * @returns Undefined when there is no such round.
 */
export async function openRoundDesk(
  client: pg.PoolClient,
  roundId: string,
): Promise<RoundDesk | undefined> {
  await client.query("select from rounds where id = $1 for update", [roundId]);
  const course = await loadCourse(client, roundId);
  if (!course) return undefined;
  return {
    course,
    agency: (code) => loadAgencyCourse(client, roundId, code),
    calendar: async () => openCalendar(await readCalendar(client)),
    save: (planned, by) => save({ client, course, by }, planned),
  };
}

interface Saving {
  readonly client: pg.PoolClient;
  readonly course: RoundCourse;
  readonly by: RoundAuthor;
}

async function save(saving: Saving, planned: PlannedChange): Promise<void> {
  switch (planned.kind) {
    case "advance":
      return saveStep(saving, planned);
    case "grant":
      return saveGrant(saving, planned);
    case "move":
      return saveMove(saving, planned);
  }
}

/** Until the council, the figures that count depend on the stage: every agency is computed again. */
async function saveStep(
  { client, course, by }: Saving,
  { from, to, reason }: Extract<PlannedChange, { kind: "advance" }>,
): Promise<void> {
  await client.query("update rounds set stage = $2 where id = $1", [course.id, to]);
  if (stages.indexOf(from) < stages.indexOf("council")) {
    await client.query(
      "select mark_dirty(round_id, agency_id, $2) from round_agencies where round_id = $1",
      [course.id, by.now],
    );
  }
  // Who was to be asked in the survey is nobody's business any more.
  if (to === "archived") {
    await client.query("delete from survey_respondents where round_id = $1", [course.id]);
  }
  const body = { from, to, by: by.staffId === null ? "clock" : "person", reason };
  await note({ client, course, by }, { kind: "stage", agencyId: null, body });
  if (from === "secondAppraisal") await tellReappraised(client, course);
}

/** Each agency that has explained hears how it was answered, now that the answers are open to it. */
async function tellReappraised(client: pg.PoolClient, course: RoundCourse): Promise<void> {
  const { rows } = await client.query<AppealAnswers & { readonly id: string }>(
    `select agency_id as id, count(*) filter (where outcome = 'accepted')::integer as accepted,
            count(*) filter (where outcome = 'partly')::integer as partly,
            count(*) filter (where outcome = 'rejected')::integer as rejected,
            count(*) filter (where outcome is null)::integer as unanswered
       from appeals
      where round_id = $1 and answer = 'explained' and status in ('submitted', 'signed')
      group by agency_id order by agency_id`,
    [course.id],
  );
  for (const { id, ...answers } of rows) {
    await notifyStaff(client, await peopleOfAgencies(client, [id]), (language) =>
      messagesIn(language).roundNotice.reappraised({ course, answers }),
    );
  }
}

async function saveGrant(
  { client, course, by }: Saving,
  planned: Extract<PlannedChange, { kind: "grant" }>,
): Promise<void> {
  const { agency, phase, codes, until, movedFrom, reason, letter } = planned;
  await client.query(
    `insert into round_exceptions (round_id, agency_id, phase, codes, closes_at, reason, letter,
       granted_by, granted_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [course.id, agency.id, phase, codes, until, reason, letter, by.staffId, by.now],
  );
  const kind = codes === null ? "extension" : "reopening";
  const body = { phase, codes, until, movedFrom, reason, letter };
  await note({ client, course, by }, { kind, agencyId: agency.id, body });
  await notifyStaff(client, await peopleOfAgencies(client, [agency.id]), (language) =>
    messagesIn(language).roundNotice.granted({ course, planned }),
  );
}

async function saveMove(
  { client, course, by }: Saving,
  planned: Extract<PlannedChange, { kind: "move" }>,
): Promise<void> {
  const { phase, former, until, movedFrom, next, reason } = planned;
  await client.query("update round_phases set closes_at = $3 where round_id = $1 and phase = $2", [
    course.id,
    phase,
    until,
  ]);
  if (next) {
    await client.query("update round_phases set opens_at = $3 where round_id = $1 and phase = $2", [
      course.id,
      next.phase,
      next.opensAt,
    ]);
  }
  const body = { phase, former, until, movedFrom, next, reason };
  await note({ client, course, by }, { kind: "phase", agencyId: null, body });
  if (course.stage === "draft") return;
  await notifyStaff(
    client,
    await peopleOfPhase(client, course.id, phase),
    (language) => messagesIn(language).roundNotice.moved({ course, planned }),
    "bulk",
  );
}

async function note(
  { client, course, by }: Saving,
  entry: { readonly kind: EntryKind; readonly agencyId: string | null; readonly body: object },
): Promise<void> {
  await client.query(
    `insert into entries (round_id, agency_id, kind, body, author_id, role, inbound_id, at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      ...[course.id, entry.agencyId, entry.kind, JSON.stringify(entry.body)],
      ...[by.staffId, by.staffId === null ? null : by.role, by.updateId, by.now],
    ],
  );
}

/** The people of every agency, and those whose work the phase is. */
async function peopleOfPhase(
  client: pg.PoolClient,
  roundId: string,
  phase: Phase,
): Promise<readonly string[]> {
  const { rows } = await client.query<{ id: string }>(
    `select distinct s.id from staff s join staff_roles g on g.staff_id = s.id
      where s.is_active and (g.role = any ($2::text[]) or (
        g.role in ('officer', 'leader') and exists (
          select from round_agencies ra where ra.round_id = $1 and ra.agency_id = s.agency_id)))`,
    [roundId, workersOf[phase]],
  );
  return rows.map(({ id }) => id);
}

const appraisers = ["appraiser", "headAppraiser"];
const workersOf: Readonly<Record<Phase, readonly string[]>> = {
  selfScoring: [],
  appraisal: appraisers,
  explaining: [],
  secondAppraisal: appraisers,
  council: ["councilMember", "councilChair", "councilSecretary"],
  survey: [],
};
