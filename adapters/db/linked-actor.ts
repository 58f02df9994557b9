import type pg from "pg";
import type { Actor, Grant } from "../../core/access/actor.ts";
import type { ChatAddress } from "../../usecases/ports.ts";

interface LinkedRow extends Omit<Actor, "grants"> {
  readonly grants: readonly Grant[] | null;
  readonly delegated: readonly Grant[];
}

/** A person as far as rights go, if the chat is theirs now; undefined when it is not any more. */
export async function findLinkedActor(
  pool: pg.Pool,
  { channel, bot, chatId }: ChatAddress,
  staffId: string,
): Promise<Actor | undefined> {
  const { rows } = await pool.query<LinkedRow>(
    `select s.id as "staffId", s.full_name as name, a.id as "agencyId", a.code as "agencyCode",
            a.name as "agencyName", a.group_code as "agencyGroup",
            (select json_agg(json_build_object('role', g.role, 'fields', g.fields))
               from staff_roles g where g.staff_id = s.id) as grants,
            delegated_grants(s.id, s.agency_id) as delegated
       from chat_links k
       join staff s on s.id = k.staff_id and s.is_active
       join agencies a on a.id = s.agency_id
      where k.channel = $1 and k.bot = $2 and k.chat_id = $3 and k.unlinked_at is null
        and s.id = $4`,
    [channel, bot, chatId, staffId],
  );
  const row = rows[0];
  if (!row) return undefined;
  const { grants, delegated, ...person } = row;
  return { ...person, grants: [...(grants ?? []), ...delegated] };
}
