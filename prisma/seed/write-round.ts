import type pg from "pg";
import { insertRows, type Columns } from "./insert-rows.ts";
import type {
  DeclarationRow,
  EntryRow,
  EvidenceRow,
  ExceptionRow,
  GivenAnswerRow,
  LeafStateRow,
  RoundAgencyRow,
  RoundRows,
} from "./rows.ts";

const ofDraft = { round_id: "uuid", agency_id: "uuid" } as const;

const roundAgencyColumns: Columns<RoundAgencyRow> = {
  ...ofDraft,
  group_code: "text",
  draft_version: "integer",
  submitted_at: "timestamptz",
  submitted_by: "uuid",
};

const declarationColumns: Columns<DeclarationRow> = {
  ...ofDraft,
  kind: "text",
  code: "text",
  count: "integer",
  leaves: "text[]",
  reason: "text",
  declared_by: "uuid",
};

const givenColumns: Columns<GivenAnswerRow> = {
  ...ofDraft,
  code: "text",
  source: "text",
  body: "jsonb",
  given_at: "timestamptz",
};

const leafColumns: Columns<LeafStateRow> = {
  ...ofDraft,
  code: "text",
  version: "integer",
  draft_version: "integer",
  answer: "jsonb",
  points: "integer",
  explanation: "text",
  evidence_count: "integer",
  before: "jsonb",
  receipt: "text",
  changed_by: "uuid",
  changed_at: "timestamptz",
};

const evidenceColumns: Columns<EvidenceRow> = {
  ...ofDraft,
  id: "uuid",
  code: "text",
  wanted: "text",
  status: "text",
  document: "jsonb",
  place: "text",
  receipt: "text",
  added_by: "uuid",
  added_at: "timestamptz",
};

const exceptionColumns: Columns<ExceptionRow> = {
  ...ofDraft,
  phase: "text",
  closes_at: "timestamptz",
  reason: "text",
  letter: "text",
  granted_by: "uuid",
  granted_at: "timestamptz",
};

const entryColumns: Columns<EntryRow> = {
  ...ofDraft,
  code: "text",
  kind: "text",
  body: "jsonb",
  author_id: "uuid",
  role: "text",
  receipt: "text",
  at: "timestamptz",
};

/** Writes the rows of one round and marks every agency of it for computing. */
export async function writeRound(client: pg.ClientBase, rows: RoundRows, now: Date): Promise<void> {
  await insertRows(client, "round_agencies", {
    columns: roundAgencyColumns,
    rows: rows.roundAgencies,
  });
  await insertRows(client, "round_exceptions", {
    columns: exceptionColumns,
    rows: rows.exceptions,
  });
  await writeDrafts(client, rows, now);
}

/** Writes what agencies that are in the round already have put down, and what was given for them. */
export async function writeDrafts(
  client: pg.ClientBase,
  rows: Omit<RoundRows, "roundAgencies" | "exceptions">,
  now: Date,
): Promise<void> {
  await insertRows(client, "declarations", {
    columns: declarationColumns,
    rows: rows.declarations,
  });
  await insertRows(client, "given_answers", { columns: givenColumns, rows: rows.givenAnswers });
  await insertRows(client, "leaf_states", { columns: leafColumns, rows: rows.leafStates });
  await insertRows(client, "evidence", { columns: evidenceColumns, rows: rows.evidence });
  await insertRows(client, "entries", { columns: entryColumns, rows: rows.entries });
  await client.query(
    `insert into dirty_agencies (round_id, agency_id, group_code, since)
     select round_id, agency_id, group_code, $2 from round_agencies where round_id = $1
     on conflict do nothing`,
    [rows.givenAnswers[0]?.round_id, now],
  );
}
