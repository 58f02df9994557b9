import { createHash } from "node:crypto";
import type { Effect } from "../../core/conversation/effect.ts";
import { issueCode, noteWrongCode, useCode } from "./access-code-repository.ts";
import { appealWriters } from "./appeal-effects.ts";
import { approvalWriters } from "./approval-effects.ts";
import { councilWriters } from "./council-effects.ts";
import { writeRoundChange } from "./round-effects.ts";
import { sourceOfChat } from "./chat-source.ts";
import { replayDeadLetters } from "./dead-letter-repository.ts";
import {
  type EffectContext,
  StaleTurnError,
  draftOf,
  lockDraft,
  staffOf,
} from "./effect-context.ts";
import { respondentWriters } from "./respondent-effects.ts";
import { signOffWriters } from "./sign-off-effects.ts";
import { tellHandedUp } from "./tell-sign-off.ts";
import { appraisalWriters } from "./appraisal-effects.ts";

type OtherEffect = Exclude<Effect, { kind: "saveLeaf" }>;

/** How long a one-time upload page works. */
const uploadMs = 30 * 60_000;

/** Writes one effect of a turn inside the turn's transaction. */
export async function applyEffect(context: EffectContext, effect: OtherEffect): Promise<void> {
  const write = writers[effect.kind] as (
    context: EffectContext,
    effect: OtherEffect,
  ) => Promise<void>;
  await write(context, effect);
}

type Writers = {
  readonly [Kind in OtherEffect["kind"]]: (
    context: EffectContext,
    effect: Extract<OtherEffect, { kind: Kind }>,
  ) => Promise<void>;
};

/** An effect without a writer does not compile. */
const writers: Writers = {
  ...appraisalWriters,
  ...councilWriters,
  ...approvalWriters,
  attachFile: addEvidence,
  citeDocument: addEvidence,
  placeEvidence,
  withdrawEvidence,
  submit,
  openUpload,
  ...appealWriters,
  linkChat,
  unlink,
  issueLinkCode,
  ...signOffWriters,
  ...respondentWriters,
  changeRound: writeRoundChange,
  noteWrongCode: ({ client, turn }) =>
    noteWrongCode(client, sourceOfChat(turn.opened.update.from), new Date(turn.now)),
  async setSendingHours({ client, turn }, { hours }) {
    await client.query("update staff set sending_from = $2, sending_until = $3 where id = $1", [
      ...[staffOf(turn), hours?.from ?? null, hours?.until ?? null],
    ]);
  },
  async replay({ client }, { key }) {
    await replayDeadLetters(client, [key]);
  },
  async setLanguage({ client, turn }, { language }) {
    await client.query("update staff set language = $2 where id = $1", [staffOf(turn), language]);
  },
  async noteQuery({ client, turn }, { what, stage }) {
    await client.query("insert into queries (staff_id, what, stage, at) values ($1, $2, $3, $4)", [
      ...[staffOf(turn), what, stage, turn.now],
    ]);
  },
};

async function addEvidence(
  context: EffectContext,
  effect: Extract<Effect, { kind: "attachFile" | "citeDocument" }>,
): Promise<void> {
  const { client, turn } = context;
  const { roundId, agencyId, staffId } = draftOf(turn);
  await lockDraft(context);
  const isFile = effect.kind === "attachFile";
  const source = isFile && {
    ...turn.opened.update.from,
    ref: effect.file.ref,
    size: effect.file.size,
  };
  const { rows } = await client.query<{ id: string }>(
    `insert into evidence (round_id, agency_id, code, wanted, status, file_name, source, document,
       place, receipt, added_by, added_at, next_try_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) returning id`,
    [
      ...[roundId, agencyId, effect.code, effect.wanted, isFile ? "fetching" : "kept"],
      ...[isFile ? effect.file.name : null, source ? JSON.stringify(source) : null],
      ...(isFile ? [null, null] : [JSON.stringify(effect.document), effect.place]),
      ...[effect.receipt, staffId, turn.now, isFile ? turn.now : null],
    ],
  );
  await client.query("select note_evidence($1, $2, $3, $4, $5, $6, $7, $8, $9)", [
    ...[roundId, agencyId, effect.code, "evidence", rows[0]?.id],
    ...[staffId, turn.opened.update.id, effect.receipt, turn.now],
  ]);
}

async function placeEvidence(
  { client, turn }: EffectContext,
  effect: Extract<Effect, { kind: "placeEvidence" }>,
): Promise<void> {
  const { roundId, agencyId } = draftOf(turn);
  const { rows } = await client.query<{ id: string; code: string }>(
    `select id, code from evidence
      where round_id = $1 and agency_id = $2
        and (id::text = any ($3::text[]) or receipt = any ($4::text[]))`,
    [roundId, agencyId, effect.evidenceIds, effect.receipts],
  );
  const [first] = rows;
  if (!first) return;
  // The draft is locked before its evidence, as everywhere.
  const touched = [roundId, agencyId, first.code, turn.now];
  await client.query("select touch_draft($1, $2, $3, $4)", touched);
  const ids = rows.map(({ id }) => id);
  await client.query("update evidence set place = $1 where id = any ($2)", [effect.place, ids]);
}

async function withdrawEvidence(
  { client, turn }: EffectContext,
  effect: Extract<Effect, { kind: "withdrawEvidence" }>,
): Promise<void> {
  const { roundId, agencyId, staffId } = draftOf(turn);
  const { rows } = await client.query<{ code: string }>(
    "select code from evidence where id = $3 and round_id = $1 and agency_id = $2",
    [roundId, agencyId, effect.evidenceId],
  );
  const code = rows[0]?.code;
  if (code === undefined) return;
  await client.query("select touch_draft($1, $2, $3, $4)", [roundId, agencyId, code, turn.now]);
  const { rowCount } = await client.query(
    `update evidence set status = 'withdrawn', reason = $2
      where id = $1 and status <> 'withdrawn'`,
    [effect.evidenceId, effect.reason],
  );
  if (rowCount === 0) return;
  await client.query("select note_evidence($1, $2, $3, $4, $5, $6, $7, $8, $9)", [
    ...[roundId, agencyId, code, "withdrawal", effect.evidenceId],
    ...[staffId, turn.opened.update.id, effect.receipt, turn.now],
  ]);
}

async function submit(
  context: EffectContext,
  effect: Extract<Effect, { kind: "submit" }>,
): Promise<void> {
  const { client, turn } = context;
  const { roundId, agencyId, staffId } = draftOf(turn);
  await client.query("select submit_draft($1, $2, $3, $4, $5, $6, $7)", [
    ...[roundId, agencyId, effect.draftVersion],
    ...[staffId, turn.opened.update.id, effect.receipt, turn.now],
  ]);
  await tellHandedUp(context);
}

async function openUpload(
  { client, turn }: EffectContext,
  effect: Extract<Effect, { kind: "openUpload" }>,
): Promise<void> {
  const { roundId, agencyId, staffId } = draftOf(turn);
  const { channel, bot, chatId } = turn.opened.update.from;
  await client.query(
    `insert into upload_links (token_hash, channel, bot, chat_id, staff_id, round_id, agency_id,
       code, wanted, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      createHash("sha256").update(effect.token).digest("hex"),
      ...[channel, bot, chatId, staffId, roundId, agencyId, effect.code, effect.wanted],
      later(turn.now, uploadMs),
    ],
  );
}

async function linkChat(
  { client, turn }: EffectContext,
  { staffId, codeId }: Extract<Effect, { kind: "linkChat" }>,
): Promise<void> {
  const { channel, bot, chatId } = turn.opened.update.from;
  if (!(await useCode(client, codeId, new Date(turn.now)))) throw new StaleTurnError();
  await client.query(
    `update chat_links set unlinked_at = $4
      where channel = $1 and bot = $2 and chat_id = $3 and unlinked_at is null`,
    [channel, bot, chatId, turn.now],
  );
  await client.query(
    "insert into chat_links (staff_id, channel, bot, chat_id, linked_at) values ($1, $2, $3, $4, $5)",
    [staffId, channel, bot, chatId, turn.now],
  );
}

async function unlink(
  { client, turn }: EffectContext,
  { linkId }: Extract<Effect, { kind: "unlink" }>,
): Promise<void> {
  const values = [linkId, staffOf(turn), turn.now];
  await client.query(
    "update chat_links set unlinked_at = $3 where id = $1 and staff_id = $2 and unlinked_at is null",
    values,
  );
  await client.query(
    "update web_sessions set revoked_at = $3 where id = $1 and staff_id = $2 and revoked_at is null",
    values,
  );
}

async function issueLinkCode(
  { client, turn, secrets }: EffectContext,
  { code }: Extract<Effect, { kind: "issueLinkCode" }>,
): Promise<void> {
  const staffId = staffOf(turn);
  const now = new Date(turn.now);
  await issueCode(client, secrets.codeKey, {
    staffId,
    purpose: "link",
    code,
    issuedBy: staffId,
    now,
  });
}

function later(now: string, ms: number): string {
  return new Date(Date.parse(now) + ms).toISOString();
}
