import type pg from "pg";
import type { AgendaSource, ItemAgency, NewItem } from "../../core/council/agenda.ts";
import type { Phase } from "../../core/round/round.ts";
import type { Scheme } from "../../core/scheme/scheme.ts";
import {
  blindDifferences,
  bulkAgreements,
  rejectedExplanations,
  spotChecks,
} from "./appraisal-agenda.ts";
import { type AgencyColumns, agencyColumns, agencyOf, takesPart } from "./item-agency.ts";

type Db = pg.Pool | pg.PoolClient;

/** Everything in a round that belongs on the council's agenda, whether it has an item or not. */
export async function findAgendaSources(
  db: Db,
  roundId: string,
): Promise<{
  readonly sources: readonly AgendaSource[];
  readonly known: readonly Pick<NewItem, "source" | "key">[];
}> {
  const sources = [
    ...(await rejectedExplanations(db, roundId)),
    ...(await blindDifferences(db, roundId)),
    ...(await spotChecks(db, roundId)),
    ...(await bulkAgreements(db, roundId)),
    ...(await notApplicables(db, roundId)),
    ...(await declarations(db, roundId)),
    ...(await exceptions(db, roundId)),
    ...(await signedAlone(db, roundId)),
    ...(await ties(db, roundId)),
  ];
  const { rows } = await db.query<Pick<NewItem, "source" | "key">>(
    "select source, source_key as key from council_items where round_id = $1",
    [roundId],
  );
  return { sources, known: rows };
}

/** Valid signatures of leaders under what only they themselves had entered. */
async function signedAlone(db: Db, roundId: string): Promise<readonly AgendaSource[]> {
  const { rows } = await db.query<
    AgencyColumns & { readonly id: string; readonly leader: string; readonly reason: string }
  >(
    `select ${agencyColumns}, o.id, o.alone_reason as reason,
            coalesce(s.full_name, '') as leader
       from sign_offs o
       join agencies a on a.id = o.agency_id
       left join staff s on s.id = o.signed_by
      where o.round_id = $1 and o.alone_reason is not null and o.voided_at is null
        and ${takesPart}
      order by a.code`,
    [roundId],
  );
  return rows.map((row) => {
    const { id, leader, reason } = row;
    return { kind: "signedAlone", agency: agencyOf(row), id, leader, reason };
  });
}

/** Leaves that count as not applying, by the agency's request or by the province's declaration. */
async function notApplicables(db: Db, roundId: string): Promise<readonly AgendaSource[]> {
  const { rows } = await db.query<
    AgencyColumns & {
      readonly code: string;
      readonly reason: string;
      readonly declaration_id: string | null;
    }
  >(
    `select ${agencyColumns}, n.code, n.reason, n.declaration_id
       from (select c.agency_id, c.code, c.not_applicable as reason, null::uuid as declaration_id
               from counting_values c
              where c.round_id = $1 and c.not_applicable is not null
             union
             select d.agency_id, d.code, d.reason, d.id from declarations d
              where d.round_id = $1 and d.kind = 'notApplicable') n
       join agencies a on a.id = n.agency_id and ${takesPart}
      order by a.code, n.code, n.declaration_id nulls last, n.reason`,
    [roundId],
  );
  return rows.map((row) => ({
    kind: "notApplicable",
    agency: agencyOf(row),
    ...{ code: row.code, reason: row.reason, declarationId: row.declaration_id },
  }));
}

interface DeclarationRow extends AgencyColumns {
  readonly id: string;
  readonly kind: "adjustment" | "knockout";
  readonly code: string;
  readonly count: number;
  readonly reason: string;
  readonly body: Pick<Scheme, "adjustments" | "knockouts">;
}

async function declarations(db: Db, roundId: string): Promise<readonly AgendaSource[]> {
  const { rows } = await db.query<DeclarationRow>(
    `select ${agencyColumns}, d.id, d.kind, d.code, d.count, d.reason,
            jsonb_build_object('adjustments', s.body -> 'adjustments',
                               'knockouts', s.body -> 'knockouts') as body
       from declarations d
       join agencies a on a.id = d.agency_id
       join round_agencies ra on ra.round_id = d.round_id and ra.agency_id = d.agency_id
       join round_groups g on g.round_id = ra.round_id and g.group_code = ra.group_code
       join schemes s on s.id = g.scheme_id
      where d.round_id = $1 and d.kind in ('adjustment', 'knockout') and ra.left_at is null
      order by a.code, d.declared_at, d.id`,
    [roundId],
  );
  return rows.map((row) => ({
    ...namedIn(row),
    agency: agencyOf(row),
    declarationId: row.id,
    ...{ code: row.code, count: row.count, reason: row.reason },
  }));
}

function namedIn({ kind, code, body }: DeclarationRow): {
  readonly kind: "bonus" | "penalty" | "knockout";
  readonly name: string;
} {
  if (kind === "knockout") {
    const label = body.knockouts.find(({ key }) => key === code)?.label;
    return { kind, name: label ?? code };
  }
  const item = body.adjustments.items.find((each) => each.code === code);
  return { kind: item?.kind ?? "bonus", name: item?.name ?? code };
}

interface ExceptionRow extends AgencyColumns {
  readonly id: string;
  readonly phase: Phase;
  readonly codes: readonly string[] | null;
  readonly closes_at: Date;
  readonly reason: string;
  readonly letter: string;
}

async function exceptions(db: Db, roundId: string): Promise<readonly AgendaSource[]> {
  const { rows } = await db.query<ExceptionRow>(
    `select ${agencyColumns}, x.id, x.phase, x.codes, x.closes_at, x.reason, x.letter
       from round_exceptions x join agencies a on a.id = x.agency_id
      where x.round_id = $1 and ${takesPart} order by a.code, x.granted_at, x.id`,
    [roundId],
  );
  return rows.map((row) => {
    const { id, phase, reason, letter, codes } = row;
    const granted = { id, phase, reason, letter, closesAt: row.closes_at.toISOString() };
    const agency = agencyOf(row);
    return codes === null
      ? { kind: "extension", agency, ...granted }
      : { kind: "reopening", agency, ...granted, codes };
  });
}

interface TieRow {
  readonly group_code: string;
  readonly rank: number;
  readonly index_text: string;
  readonly agencies: readonly ItemAgency[];
}

/** Agencies that share a rank in their group. */
async function ties(db: Db, roundId: string): Promise<readonly AgendaSource[]> {
  const { rows } = await db.query<TieRow>(
    `select x.group_code, x.rank, min(x.index_text) as index_text,
            json_agg(json_build_object('id', a.id, 'code', a.code, 'name', a.name) order by a.code)
              as agencies
       from agency_results x join agencies a on a.id = x.agency_id
      where x.round_id = $1 and x.rank is not null
      group by x.group_code, x.rank having count(*) > 1
      order by x.group_code, x.rank`,
    [roundId],
  );
  return rows.map(({ group_code: group, rank, index_text: index, agencies }) => ({
    ...{ kind: "tie", group, rank, index, agencies },
  }));
}
