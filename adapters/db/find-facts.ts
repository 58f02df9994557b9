import type pg from "pg";
import {
  type AppraisalFacts,
  type LeavesWanted,
  partOf,
} from "../../core/conversation/appraise/appraisal-board.ts";
import { isAppraiser } from "../../core/conversation/appraise/is-appraiser.ts";
import type { LastYearEvidence } from "../../core/conversation/last-year/last-year-facts.ts";
import type { Found, Need } from "../../core/conversation/world.ts";
import type { FoundFacts, OpenTurn } from "../../usecases/ports.ts";
import { checkCode } from "./access-code-repository.ts";
import { findAppeals, findNewestAppealStats, findReappraisals } from "./appeal-repository.ts";
import { sourceOfChat } from "./chat-source.ts";
import { councilFinders } from "./council-finders.ts";
import { type EvidenceRow, evidenceColumns, evidenceFacts } from "./evidence-facts.ts";
import { findDeadGroups } from "./dead-letter-repository.ts";
import { findExplained } from "./explained-repository.ts";
import { findDelegations } from "./delegation-repository.ts";
import { checkFactor, findEnrolled, findFactor } from "./factor-repository.ts";
import { findSignOff } from "./sign-off-repository.ts";
import { findHistory } from "./history-repository.ts";
import { findLinks } from "./link-repository.ts";
import { findReceipt } from "./receipt-repository.ts";
import { findRoundCourse } from "./round-effects.ts";
import { findCompared, findFieldSpreads } from "./overview-repository.ts";
import { findProgress } from "./progress-repository.ts";
import { findRankings } from "./result-repository.ts";
import { findSeenResult } from "./seen-result.ts";
import type { Appraisals } from "./appraisal-repository.ts";
import { signEvidenceLink } from "./evidence-link.ts";
import { type LastYears, findLastYearEvidence } from "./last-year.ts";
import type { DutyCaches } from "./owed-duties.ts";
import { findOwnRespondents, findSurveyProgress } from "./respondent-repository.ts";
import { findStanding } from "./standing-repository.ts";
import { findReminders } from "./reminder-views.ts";
import type { SchemeCache } from "./scheme-cache.ts";

/** What looking for facts needs: the database and the key under which codes are kept. */
export interface FindContext {
  readonly db: pg.Pool;
  readonly schemes: SchemeCache;
  readonly lastYears: LastYears;
  readonly appraisals: Appraisals;
  readonly duties: DutyCaches;
  readonly codeKey: string;
  readonly opened: OpenTurn;
  readonly now: string;
}

/** Loads the facts that an input needs beyond what every turn has. */
export async function findFacts(context: FindContext, needs: readonly Need[]): Promise<FoundFacts> {
  const parts = await Promise.all(needs.map((need) => findOne(context, need)));
  return parts.reduce(
    (all, part) => ({ ...all, ...part, found: { ...all.found, ...part.found } }),
    { found: {} },
  );
}

async function findOne(context: FindContext, need: Need): Promise<FoundFacts> {
  const find = finders[need.kind] as (context: FindContext, need: Need) => Promise<FoundFacts>;
  return find(context, need);
}

type Finders = {
  readonly [Kind in Need["kind"]]: (
    context: FindContext,
    need: Extract<Need, { kind: Kind }>,
  ) => Promise<FoundFacts>;
};

/** A need that nobody looks for does not compile. */
const finders: Finders = {
  ...councilFinders,
  redeemCode: async (context, { code }) => found({ redeemed: await redeem(context, code) }),
  allEvidence: async (context) => ({ found: {}, evidence: await findEvidence(context, null) }),
  evidenceOf: async (context, { code }) => ({
    found: {},
    evidence: await findEvidence(context, code),
  }),
  receipt: async ({ db }, { receipt }) => found({ receipt: await findReceipt(db, receipt) }),
  rankings: async ({ db }, { group }) => found({ rankings: await findRankings(db, group) }),
  progress: async ({ db }) => found({ progress: await findProgress(db) }),
  fieldSpreads: async ({ db }) => found({ fieldSpreads: await findFieldSpreads(db) }),
  comparison: async ({ db }, { agencyCodes: [one, other] }) =>
    found({ comparison: [await findCompared(db, one), await findCompared(db, other)] }),
  agencyResult: async ({ db, opened }, { agencyCode, code }) => {
    const agency = agencyCode ?? opened.me?.agencyCode;
    const { me } = opened;
    return found({
      agencyResult: me && agency ? await findSeenResult(db, me, agency, code) : null,
    });
  },
  explained: async ({ db }, { agencyCode, code }) =>
    found({ explained: await findExplained(db, agencyCode, code) }),
  signOff: async (context) => found(await findSignOff(context)),
  factor: async ({ db, opened: { me, update }, now }) =>
    found(me ? { factor: await findFactor(db, me.staffId, update.from, now) } : {}),
  checkFactor: async ({ db, codeKey, opened: { me, update }, now }, { code, isFirst }) =>
    found(
      me
        ? {
            factorCheck: await checkFactor(db, codeKey, {
              ...{ staffId: me.staffId, from: update.from, code, isFirst, now: new Date(now) },
            }),
          }
        : {},
    ),
  delegations: async ({ db, opened: { me }, now }) =>
    found(me ? { delegations: await findDelegations(db, me.staffId, now) } : {}),
  enrolled: async ({ db }, { agencyCode }) =>
    found({ enrolled: await findEnrolled(db, agencyCode) }),
  appraisal: async (context, want) => {
    const appraisal = await appraisalFor(context, want);
    const isShown = appraisal !== null && !want.isBulk;
    return found({
      appraisal,
      ...(isShown && { lastYears: await besideLeaves(context, appraisal) }),
    });
  },
  lastYear: async ({ lastYears, opened: { me, round } }) =>
    me && round
      ? found({ lastYear: await lastYears.of({ roundId: round.id, agencyId: me.agencyId }) })
      : found({}),
  lastYearEvidence: async (context, need) =>
    found({ lastYearEvidence: await lastYearEvidenceFor(context, need) }),
  history: async ({ db }, { agencyCode, code }) =>
    found({ history: await findHistory(db, agencyCode, code) }),
  roundCourse: async ({ db }, { code, agencyCode }) =>
    found({ roundCourse: await findRoundCourse(db, code, agencyCode) }),
  links: async ({ db, opened: { me, update } }) =>
    found({ links: me ? await findLinks(db, me.staffId, update.from) : [] }),
  appeals: async ({ db, opened: { me, round } }) =>
    found({ appeals: me && round ? await findAppeals(db, round.id, me.agencyId) : [] }),
  reappraisals: async (context, { of }) => {
    const { db, opened } = context;
    if (!opened.me) return found({});
    const { staffId } = opened.me;
    const pathOf = linksFor(context, staffId);
    return found({ reappraisals: await findReappraisals(db, staffId, of, pathOf) });
  },
  standing: async ({ db, duties, opened: { calendar }, now }) =>
    found({ standing: await findStanding(db, duties, { calendar, now }) }),
  reminders: async ({ db, duties, opened: { me, calendar }, now }, { view }) => {
    if (!me) return found({});
    const asking = { staffId: me.staffId, name: me.name, calendar, now };
    return found({ reminders: await findReminders(db, duties, asking, view) });
  },
  respondents: async ({ db, opened: { me, round } }) =>
    me && round
      ? found({
          respondents: await findOwnRespondents(db, { roundId: round.id, agencyId: me.agencyId }),
        })
      : found({}),
  surveyProgress: async ({ db }) => found({ surveyProgress: await findSurveyProgress(db) }),
  deadGroups: async ({ db }) => found({ deadGroups: await findDeadGroups(db) }),
  appealStats: async ({ db }) => found({ appealStats: await findNewestAppealStats(db) }),
};

function found(facts: Found): FoundFacts {
  return { found: facts };
}

async function appraisalFor(
  { appraisals, codeKey, opened: { me }, now }: FindContext,
  want: LeavesWanted,
): Promise<AppraisalFacts | null> {
  if (!me) return null;
  return appraisals.find({ staffId: me.staffId, secret: codeKey, now, want });
}

async function besideLeaves(
  { lastYears }: FindContext,
  { round, agencies, leaves }: AppraisalFacts,
): Promise<NonNullable<Found["lastYears"]>> {
  const shown = new Set([...leaves.values()].map(({ agencyCode }) => agencyCode));
  const some = [...agencies.values()].filter(({ code }) => shown.has(code));
  const place = { roundId: round.id };
  return new Map(
    await Promise.all(
      some.map(
        async ({ id, code }) => [code, await lastYears.of({ ...place, agencyId: id })] as const,
      ),
    ),
  );
}

/** The paths under which a person may open pieces of evidence for a while. */
function linksFor({ codeKey, now }: FindContext, staffId: string): (evidenceId: string) => string {
  return (evidenceId) => signEvidenceLink(codeKey, { evidenceId, staffId }, new Date(now));
}

/** Whose leaf it is for an appraiser is known by the round's board alone. */
async function lastYearEvidenceFor(
  context: FindContext,
  { agencyCode, code }: Extract<Need, { kind: "lastYearEvidence" }>,
): Promise<LastYearEvidence | null> {
  const {
    db,
    schemes,
    opened: { me },
  } = context;
  if (!me) return null;
  const at = { agencyCode: agencyCode ?? me.agencyCode, code };
  const { staffId } = me;
  const pathOf = linksFor(context, staffId);
  const facts = await findLastYearEvidence(db, schemes, { ...at, pathOf });
  if (!facts || !isAppraiser(me)) return facts && { ...facts, assigned: false };
  const board = await appraisalFor(context, { at, scope: { kind: "rest" }, isBulk: false });
  return { ...facts, assigned: board !== null && partOf(board, at, staffId) !== null };
}

function redeem(
  { db, codeKey, opened, now }: FindContext,
  code: string,
): ReturnType<typeof checkCode> {
  const source = sourceOfChat(opened.update.from);
  return checkCode(db, codeKey, { code, source, now: new Date(now) });
}

async function findEvidence(
  { db, opened }: FindContext,
  code: string | null,
): Promise<FoundFacts["evidence"] & object> {
  if (!opened.me || !opened.round) return [];
  const { rows } = await db.query<EvidenceRow>(
    `select ${evidenceColumns} from evidence e left join staff w on w.id = e.added_by
      where e.round_id = $1 and e.agency_id = $2 and ($3::text is null or e.code = $3)
      order by e.code, e.added_at, e.receipt`,
    [opened.round.id, opened.me.agencyId, code],
  );
  return rows.map(evidenceFacts);
}
