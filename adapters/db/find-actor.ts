import type pg from "pg";
import type { Actor, Grant } from "../../core/access/actor.ts";
import { actorAt } from "../../core/access/delegation.ts";
import type { ChatAddress } from "../../usecases/ports.ts";

/** The columns of a person as far as rights go, from `staff s join agencies a`. */
export const actorColumns = `s.id as "staffId", s.full_name as name, a.id as "agencyId",
  a.code as "agencyCode", a.name as "agencyName", a.group_code as "agencyGroup",
  (select json_agg(json_build_object('role', g.role, 'fields', g.fields) order by g.role)
     from staff_roles g where g.staff_id = s.id) as grants,
  delegated_grants(s.id, s.agency_id) as delegated`;

/** A person as a statement with those columns gives them. */
export interface ActorRow extends Omit<Actor, "grants"> {
  readonly grants: readonly Grant[] | null;
  readonly delegated: readonly Grant[];
}

/** Reads a person in the words of the domain, with what they may do in another's place now. */
export function actorOf(row: ActorRow, now: Date): Actor {
  const { staffId, name, agencyId, agencyCode, agencyName, agencyGroup } = row;
  const grants = [...(row.grants ?? []), ...row.delegated];
  const person = { staffId, name, agencyId, agencyCode, agencyName, agencyGroup, grants };
  return actorAt(person, now.toISOString());
}

/** A person by code, for acting from the command line; undefined when nobody active has it. */
export async function findActor(
  pool: pg.Pool,
  code: string,
  now: Date,
): Promise<Actor | undefined> {
  const { rows } = await pool.query<ActorRow>(
    `select ${actorColumns} from staff s join agencies a on a.id = s.agency_id
      where s.code = lower($1) and s.is_active`,
    [code],
  );
  return rows[0] && actorOf(rows[0], now);
}

/** A person as far as rights go, if the chat is theirs now; undefined when it is not any more. */
export async function findLinkedActor(
  pool: pg.Pool,
  { channel, bot, chatId }: ChatAddress,
  { staffId, now }: { readonly staffId: string; readonly now: Date },
): Promise<Actor | undefined> {
  const { rows } = await pool.query<ActorRow>(
    `select ${actorColumns}
       from chat_links k
       join staff s on s.id = k.staff_id and s.is_active
       join agencies a on a.id = s.agency_id
      where k.channel = $1 and k.bot = $2 and k.chat_id = $3 and k.unlinked_at is null
        and s.id = $4`,
    [channel, bot, chatId, staffId],
  );
  return rows[0] && actorOf(rows[0], now);
}
