import { createHash } from "node:crypto";
import type pg from "pg";
import { readSignable } from "../../adapters/db/sign-off-repository.ts";
import { stateOf } from "../../core/conversation/sign-off/digest.ts";
import { signedText } from "../../core/sign-off/signed-state.ts";
import { insertRows } from "./insert-rows.ts";
import type { Random } from "./random.ts";

/** A leader signs so long after the officer has handed the draft up. */
const laterMs = 20 * 60_000;

interface HandedUpRow {
  readonly agency_id: string;
  readonly submitted_at: Date;
  readonly leader_id: string;
}

/** Lets the leader of each agency that has handed its draft up sign it. */
export async function signDrafts(
  client: pg.ClientBase,
  roundId: string,
  random: Random,
): Promise<void> {
  const { rows: handedUp } = await client.query<HandedUpRow>(
    `select distinct on (a.code) ra.agency_id, ra.submitted_at, s.id as leader_id
       from round_agencies ra
       join agencies a on a.id = ra.agency_id
       join staff s on s.agency_id = a.id
       join staff_roles g on g.staff_id = s.id and g.role = 'leader'
      where ra.round_id = $1 and ra.submitted_at is not null
      order by a.code, s.code`,
    [roundId],
  );
  const rows = [];
  for (const each of handedUp) rows.push(await signature(client, roundId, each, random));
  await insertRows(client, "sign_offs", {
    columns: {
      ...({ id: "uuid", round_id: "uuid", agency_id: "uuid", draft_version: "integer" } as const),
      ...({ scheme_hash: "text", state: "text", state_hash: "text", signed_by: "uuid" } as const),
      ...({ factor: "text", receipt: "text", signed_at: "timestamptz" } as const),
    },
    rows,
  });
  await client.query(
    `update round_agencies ra set sign_off_id = o.id, signed_at = o.signed_at
       from sign_offs o
      where ra.round_id = $1 and o.round_id = ra.round_id and o.agency_id = ra.agency_id`,
    [roundId],
  );
  await client.query(
    `insert into entries (round_id, agency_id, kind, body, author_id, role, receipt, at)
     select round_id, agency_id, 'signOff', jsonb_build_object('signOffId', id,
              'draftVersion', draft_version, 'schemeHash', scheme_hash, 'stateHash', state_hash,
              'factor', factor, 'decision', null, 'aloneReason', null),
            signed_by, 'leader', receipt, signed_at
       from sign_offs where round_id = $1 order by signed_at, receipt`,
    [roundId],
  );
}

async function signature(
  client: pg.ClientBase,
  roundId: string,
  { agency_id: agencyId, submitted_at: submittedAt, leader_id: leaderId }: HandedUpRow,
  random: Random,
) {
  const signable = await readSignable(client, { roundId, agencyId });
  const state = signedText(stateOf(signable));
  return {
    ...{ id: random.uuid(), round_id: roundId, agency_id: agencyId },
    ...{ draft_version: signable.draft.version, scheme_hash: signable.schemeHash, state },
    state_hash: createHash("sha256").update(state, "utf8").digest("hex"),
    ...{ signed_by: leaderId, factor: "app", receipt: random.receipt() },
    signed_at: new Date(submittedAt.getTime() + laterMs).toISOString(),
  };
}
