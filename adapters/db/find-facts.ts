import type pg from "pg";
import type { Found, Need } from "../../core/conversation/world.ts";
import type { FoundFacts, OpenTurn } from "../../usecases/ports.ts";
import { checkCode } from "./access-code-repository.ts";
import { sourceOfChat } from "./chat-source.ts";
import { type EvidenceRow, evidenceColumns, evidenceFacts } from "./evidence-facts.ts";
import { findExplained } from "./explained-repository.ts";
import { findLinks } from "./link-repository.ts";
import { findReceipt } from "./receipt-repository.ts";
import { findRoundCourse } from "./round-effects.ts";
import { findAgencyResult, findRankings } from "./result-repository.ts";

/** What looking for facts needs: the database and the key under which codes are kept. */
export interface FindContext {
  readonly db: pg.Pool;
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
  redeemCode: async (context, { code }) => found({ redeemed: await redeem(context, code) }),
  allEvidence: async (context) => ({ found: {}, evidence: await findEvidence(context, null) }),
  evidenceOf: async (context, { code }) => ({
    found: {},
    evidence: await findEvidence(context, code),
  }),
  receipt: async ({ db }, { receipt }) => found({ receipt: await findReceipt(db, receipt) }),
  rankings: async ({ db }, { group }) => found({ rankings: await findRankings(db, group) }),
  agencyResult: async ({ db, opened }, { agencyCode, code }) => {
    const agency = agencyCode ?? opened.me?.agencyCode;
    return found({ agencyResult: agency ? await findAgencyResult(db, agency, code) : null });
  },
  explained: async ({ db }, { agencyCode, code }) =>
    found({ explained: await findExplained(db, agencyCode, code) }),
  roundCourse: async ({ db }, { code, agencyCode }) =>
    found({ roundCourse: await findRoundCourse(db, code, agencyCode) }),
  links: async ({ db, opened: { me, update } }) =>
    found({ links: me ? await findLinks(db, me.staffId, update.from) : [] }),
};

function found(facts: Found): FoundFacts {
  return { found: facts };
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
