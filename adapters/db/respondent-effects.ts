import type pg from "pg";
import type { Role } from "../../core/access/actor.ts";
import type { RespondentEffect } from "../../core/conversation/respondents/respondent-effect.ts";
import { type Respondent, contactKey } from "../../core/survey/read-respondents.ts";
import { type EffectContext, draftOf } from "./effect-context.ts";
import type { ListPlace } from "./respondent-repository.ts";

/** Who writes a list, when, and by which message. */
export interface ListAuthor {
  readonly staffId: string;
  readonly role: Role;
  /** Null from the command line. */
  readonly updateId: string | null;
  readonly now: string;
}

type Of<Kind extends RespondentEffect["kind"]> = Extract<RespondentEffect, { readonly kind: Kind }>;

type RespondentWriters = {
  readonly [Kind in RespondentEffect["kind"]]: (
    context: EffectContext,
    effect: Of<Kind>,
  ) => Promise<void>;
};

/** How an agency's list is written; the database refuses it outside its time, and twice the same. */
export const respondentWriters: RespondentWriters = {
  addRespondents: ({ client, turn }, { of, people }) =>
    addRespondents(client, { ...draftOf(turn), kind: of }, people, authorOf({ turn })),
  async removeRespondent({ client, turn }, { id }) {
    const { roundId, agencyId } = draftOf(turn);
    const { staffId, role, updateId, now } = authorOf({ turn });
    await client.query("select remove_respondent($1, $2, $3, $4, $5, $6, $7)", [
      ...[roundId, agencyId, id, staffId, role, updateId, now],
    ]);
  },
};

/**
 * Adds people to an agency's list, with one entry of the ledger that says how many.
 *
 * @throws {Error} With code CH002 when the list takes none now, CH001 when somebody is in it already.
 */
export async function addRespondents(
  client: pg.Pool | pg.PoolClient,
  { roundId, agencyId, kind }: ListPlace & { readonly kind: string },
  people: readonly Respondent[],
  { staffId, role, updateId, now }: ListAuthor,
): Promise<void> {
  const keyed = people.map((each) => ({ ...each, key: contactKey(each.contact) }));
  await client.query("select add_respondents($1, $2, $3, $4, $5, $6, $7, $8)", [
    ...[roundId, agencyId, kind, JSON.stringify(keyed), staffId, role, updateId, now],
  ]);
}

function authorOf({ turn }: Pick<EffectContext, "turn">): ListAuthor {
  const { staffId } = draftOf(turn);
  return { staffId, role: "officer", updateId: turn.opened.update.id, now: turn.now };
}
