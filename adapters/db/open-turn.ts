import type pg from "pg";
import type { Actor, Grant, Role } from "../../core/access/actor.ts";
import type { DraftFacts } from "../../core/conversation/world.ts";
import type { RoundFacts, Stage } from "../../core/round/round.ts";
import type { ChatAddress, OpenTurn, WaitingUpdate } from "../../usecases/ports.ts";
import type { CalendarCache } from "./calendar-cache.ts";
import type { CachedDraft, DraftCache } from "./draft-cache.ts";
import { type EvidenceRow, evidenceColumns, evidenceFacts } from "./evidence-facts.ts";
import { type LeafRow, leafColumns, leafFacts } from "./leaf-facts.ts";
import {
  type ReturnedRow,
  type SignOffRow,
  courseOf,
  delegatedGrants,
  lastSignOff,
  returnedLeaves,
} from "./draft-course.ts";
import type { SchemeCache } from "./scheme-cache.ts";

/** The real round before a dry run, unless the dry run is the only one that is open. */
const roundRank = `case
  when not ro.is_training and ro.stage in (
    'selfScoring', 'appraisal', 'explaining', 'secondAppraisal', 'consolidation', 'council',
    'submission') then 0
  when ro.is_training and ro.stage in (
    'selfScoring', 'appraisal', 'explaining', 'secondAppraisal') then 1
  when not ro.is_training then 2 else 3 end`;

/**
 * One statement, so that all facts come from one snapshot: the chat's oldest waiting update, the
 * talk, the person and duties, the round, the leaves changed since $6, the evidence of the leaf
 * the talk is on. A statement more costs a tenth of a reply's time, hence no Prisma here.
 */
const openTurnSql = `
select u.id, u.external_id, u.payload, u.failures,
       c.state, coalesce(c.version, 0) as conversation_version,
       exists (select from outbox o
                where o.channel = $1 and o.bot = $2 and o.chat_id = $3
                  and o.sent_at is null and o.refused is null and o.attempts > 0) as is_held,
       s.id as staff_id, s.full_name, coalesce(s.language, 'vi') as language,
       a.id as agency_id, a.code as agency_code, a.name as agency_name, a.group_code as agency_group,
       (select json_agg(json_build_object('role', g.role, 'fields', g.fields) order by g.role)
          from staff_roles g where g.staff_id = s.id) as grants,
       ${delegatedGrants} as delegated,
       r.id as round_id, r.code as round_code, r.title as round_title, r.year as round_year,
       r.stage, r.is_demo, r.is_training, r.scheme_id,
       (select json_object_agg(p.phase, json_build_object(
                 'opensAt', p.opens_at, 'closesAt', p.closes_at))
          from round_phases p where p.round_id = r.id) as phases,
       (select json_agg(json_build_object(
                 'phase', x.phase, 'codes', x.codes, 'closesAt', x.closes_at) order by x.granted_at)
          from round_exceptions x where x.round_id = r.id and x.agency_id = a.id) as exceptions,
       r.draft_version, r.submitted_at, r.submitted_by, r.since,
       ${lastSignOff} as last_sign_off, ${returnedLeaves} as returned,
       (select json_agg(n) from (
          select ${leafColumns}
            from leaf_states l left join staff w on w.id = l.changed_by
           where l.round_id = r.id and l.agency_id = a.id and l.draft_version > r.since) n) as news,
       (select json_agg(e) from (
          select ${evidenceColumns}
            from evidence e left join staff w on w.id = e.added_by
           where e.round_id = r.id and e.agency_id = a.id and e.code = c.state ->> 'code'
           order by e.added_at, e.receipt) e) as evidence
  from (select * from inbound_updates
         where channel = $1 and bot = $2 and chat_id = $3 and status = 'waiting'
         order by id limit 1) u
  left join conversations c on c.channel = $1 and c.bot = $2 and c.chat_id = $3
  left join chat_links k
    on k.channel = $1 and k.bot = $2 and k.chat_id = $3 and k.unlinked_at is null
  left join staff s on s.id = k.staff_id and s.is_active
  left join agencies a on a.id = s.agency_id
  left join lateral (
    select ro.id, ro.code, ro.title, ro.year, ro.stage, ro.is_demo, ro.is_training,
           rg.scheme_id, ra.draft_version, ra.submitted_at, p.full_name as submitted_by,
           case when ro.id = $4 and a.id = $5 and ra.draft_version >= $6 then $6::integer
                else 0 end as since
      from round_agencies ra
      join rounds ro on ro.id = ra.round_id
      join round_groups rg on rg.round_id = ra.round_id and rg.group_code = ra.group_code
      left join staff p on p.id = ra.submitted_by
     where ra.agency_id = a.id and ro.stage not in ('draft', 'archived')
     order by ${roundRank}, ro.year desc, ro.created_at desc limit 1) r on true
 where u.not_before is null or u.not_before <= now()`;

interface OpenTurnRow {
  readonly id: string;
  readonly external_id: string;
  readonly payload: unknown;
  readonly failures: number;
  readonly state: unknown;
  readonly conversation_version: number;
  readonly is_held: boolean;
  readonly staff_id: string | null;
  readonly full_name: string;
  readonly language: "vi" | "en";
  readonly agency_id: string;
  readonly agency_code: string;
  readonly agency_name: string;
  readonly agency_group: string;
  readonly grants: readonly { readonly role: Role; readonly fields: string[] | null }[] | null;
  readonly delegated: readonly Grant[] | null;
  readonly round_id: string | null;
  readonly round_code: string;
  readonly round_title: string;
  readonly round_year: number;
  readonly stage: Stage;
  readonly is_demo: boolean;
  readonly is_training: boolean;
  readonly phases: RoundFacts["phases"] | null;
  readonly exceptions: RoundFacts["exceptions"] | null;
  readonly scheme_id: string;
  readonly draft_version: number;
  readonly submitted_at: Date | null;
  readonly submitted_by: string | null;
  readonly since: number;
  readonly last_sign_off: SignOffRow | null;
  readonly returned: readonly ReturnedRow[] | null;
  readonly news: readonly LeafRow[] | null;
  readonly evidence: readonly EvidenceRow[] | null;
}

/** What a process remembers between turns. */
export interface TurnCaches {
  readonly drafts: DraftCache;
  readonly schemes: SchemeCache;
  readonly calendar: CalendarCache;
}

/** Reads a chat's next update with the facts of its turn; undefined when none may be played now. */
export async function openTurn(
  db: pg.Pool,
  caches: TurnCaches,
  chat: ChatAddress,
): Promise<OpenTurn | undefined> {
  const chatKey = `${chat.channel}/${chat.bot}/${chat.chatId}`;
  const base = caches.drafts.ofChat(chatKey);
  const { rows } = await db.query<OpenTurnRow>({
    name: "open-turn",
    text: openTurnSql,
    values: [
      ...[chat.channel, chat.bot, chat.chatId],
      ...[base?.roundId ?? null, base?.agencyId ?? null, base?.version ?? 0],
    ],
  });
  const row = rows[0];
  if (!row) return undefined;

  const scheme = row.round_id ? await caches.schemes.get(row.scheme_id) : null;
  return {
    update: waitingUpdate(row, chat),
    state: row.state,
    conversationVersion: row.conversation_version,
    isHeld: row.is_held,
    language: row.language,
    me: actor(row),
    round: roundFacts(row),
    scheme,
    calendar: await caches.calendar.get(),
    draft: draftFacts(row, caches.drafts, chatKey, base),
    evidence: (row.evidence ?? []).map(evidenceFacts),
  };
}

function waitingUpdate(row: OpenTurnRow, from: ChatAddress): WaitingUpdate {
  const { id, external_id: externalId, payload, failures } = row;
  return { id, from, externalId, payload, failures };
}

function actor(row: OpenTurnRow): Actor | null {
  if (row.staff_id === null) return null;
  const grants: readonly Grant[] = [...(row.grants ?? []), ...(row.delegated ?? [])];
  return {
    staffId: row.staff_id,
    name: row.full_name,
    agencyId: row.agency_id,
    agencyCode: row.agency_code,
    agencyName: row.agency_name,
    agencyGroup: row.agency_group,
    grants,
  };
}

function roundFacts(row: OpenTurnRow): RoundFacts | null {
  if (row.round_id === null) return null;
  return {
    id: row.round_id,
    code: row.round_code,
    title: row.round_title,
    year: row.round_year,
    stage: row.stage,
    isDemo: row.is_demo,
    isTraining: row.is_training,
    phases: row.phases ?? {},
    exceptions: row.exceptions ?? [],
  };
}

function draftFacts(
  row: OpenTurnRow,
  cache: DraftCache,
  chatKey: string,
  base: CachedDraft | undefined,
): DraftFacts | null {
  if (row.round_id === null) return null;
  const draft = cache.merge(chatKey, row.since > 0 ? base : undefined, {
    roundId: row.round_id,
    agencyId: row.agency_id,
    version: row.draft_version,
    news: (row.news ?? []).map(leafFacts),
  });
  const submitted = row.submitted_at && {
    at: row.submitted_at.toISOString(),
    by: row.submitted_by ?? "",
  };
  return { ...draft, submitted, course: courseOf(row.last_sign_off, row.returned ?? []) };
}
