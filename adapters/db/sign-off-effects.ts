import { createHash } from "node:crypto";
import type { Effect, SignOffEffect } from "../../core/conversation/effect.ts";
import { stateOf } from "../../core/conversation/sign-off/digest.ts";
import {
  confirmCodeNotice,
  enrolledNotice,
  returnedNotice,
  signedNotice,
} from "../../core/conversation/sign-off/notices.ts";
import { signedText } from "../../core/sign-off/signed-state.ts";
import { addDelegation, endDelegation } from "./delegation-repository.ts";
import {
  type EffectContext,
  StaleTurnError,
  draftOf,
  lockDraft,
  staffOf,
} from "./effect-context.ts";
import {
  beginFactor,
  confirmFactor,
  keepConfirmCode,
  noteWrongFactor,
} from "./factor-repository.ts";
import { notifyOtherChats } from "./notify-other-chats.ts";
import { notifyStaff } from "./notify-staff.ts";
import { writeReset } from "./reset-factor.ts";
import { useProof } from "./use-proof.ts";
import { findOfficerIds, readSignable } from "./sign-off-repository.ts";

type Writer<Kind extends SignOffEffect["kind"]> = (
  context: EffectContext,
  effect: Extract<Effect, { kind: Kind }>,
) => Promise<void>;

/** What leaders do with a draft and with their second factor, each inside the turn's transaction. */
export const signOffWriters: { readonly [Kind in SignOffEffect["kind"]]: Writer<Kind> } = {
  signOff,
  returnLeaves,
  answerReturn,
  async beginFactor({ client, turn, secrets }, { secret }) {
    const staffId = staffOf(turn);
    await beginFactor(client, secrets.codeKey, { staffId, secret, now: turn.now });
  },
  async confirmFactor({ client, turn, secrets }, { proof, recoveryCodes }) {
    const staffId = staffOf(turn);
    await useProof({ client, turn }, proof);
    const codes = recoveryCodes;
    await confirmFactor(client, secrets.codeKey, { staffId, codes, now: turn.now });
    await notifyOtherChats(client, turn, enrolledNotice);
  },
  async sendConfirmCode({ client, turn, secrets }, { code, purpose }) {
    const { from } = turn.opened.update;
    const kept = { staffId: staffOf(turn), from, code, now: new Date(turn.now) };
    await keepConfirmCode(client, secrets.codeKey, kept);
    await notifyOtherChats(client, turn, (language) =>
      confirmCodeNotice({ code, purpose }, language),
    );
  },
  async resetFactor({ client, turn }, { staffId, reason, receipt }) {
    const inboundId = turn.opened.update.id;
    const reset = { staffId, reason, receipt, inboundId, by: staffOf(turn), now: turn.now };
    if (!(await writeReset(client, reset))) throw new StaleTurnError();
  },
  noteWrongFactor: ({ client, turn }) => noteWrongFactor(client, staffOf(turn), new Date(turn.now)),
  async delegate({ client, turn }, { actingId, from, until, decision, receipt }) {
    const leaderId = staffOf(turn);
    const isMade = await addDelegation(client, {
      ...{ leaderId, actingId, from, until, decision, by: leaderId },
      ...{ inboundId: turn.opened.update.id, receipt, now: turn.now },
    });
    if (!isMade) throw new StaleTurnError();
  },
  async revokeDelegation({ client, turn }, { id, receipt }) {
    const leaderId = staffOf(turn);
    const isEnded = await endDelegation(client, {
      ...{ id, leaderId, by: leaderId },
      ...{ inboundId: turn.opened.update.id, receipt, now: turn.now },
    });
    if (!isEnded) throw new StaleTurnError();
  },
};

/** Signs what the database holds at the version shown; a proof that was used meanwhile is stale. */
async function signOff(
  { client, turn }: EffectContext,
  effect: Extract<Effect, { kind: "signOff" }>,
): Promise<void> {
  const key = draftOf(turn);
  const { roundId, agencyId, staffId } = key;
  await client.query(
    "select from round_agencies where round_id = $1 and agency_id = $2 for update",
    [roundId, agencyId],
  );
  await useProof({ client, turn }, effect.proof);
  const state = signedText(stateOf(await readSignable(client, key)));
  const signed = {
    ...{ draftVersion: effect.draftVersion, schemeHash: effect.schemeHash, state },
    stateHash: createHash("sha256").update(state, "utf8").digest("hex"),
    ...{ factor: effect.proof.how, aloneReason: effect.aloneReason, receipt: effect.receipt },
    ...{ forId: effect.for?.staffId ?? null, decision: effect.for?.decision ?? null },
  };
  await client.query("select sign_draft($1, $2, $3, $4, $5, $6)", [
    ...[roundId, agencyId, JSON.stringify(signed), staffId, turn.opened.update.id, turn.now],
  ]);
  const about = aboutOf(turn);
  const signature = { at: turn.now, by: actingOf(turn, effect.for) };
  const officers = (await findOfficerIds(client, agencyId)).filter((id) => id !== staffId);
  await notifyStaff(client, officers, (language) =>
    signedNotice({ ...about, signature }, language),
  );
}

async function returnLeaves(
  { client, turn }: EffectContext,
  effect: Extract<Effect, { kind: "returnLeaves" }>,
): Promise<void> {
  const { roundId, agencyId, staffId } = draftOf(turn);
  const { codes, comment, receipt } = effect;
  const returned = { codes, comment, receipt, forId: effect.for?.staffId ?? null };
  await client.query("select return_draft($1, $2, $3, $4, $5, $6)", [
    ...[roundId, agencyId, JSON.stringify(returned), staffId, turn.opened.update.id, turn.now],
  ]);
  const by = actingOf(turn, effect.for);
  const facts = {
    ...aboutOf(turn),
    returned: codes.map((code) => ({ code, comment, at: turn.now, by })),
    wasSigned: turn.opened.draft?.course.signed !== null,
  };
  const officers = await findOfficerIds(client, agencyId);
  await notifyStaff(client, officers, (language) => returnedNotice(facts, language));
}

async function answerReturn(
  context: EffectContext,
  { code, answer, receipt }: Extract<Effect, { kind: "answerReturn" }>,
): Promise<void> {
  const { client, turn } = context;
  const { roundId, agencyId, staffId } = draftOf(turn);
  await lockDraft(context);
  const { rows } = await client.query<{ is_open: boolean }>(
    "select is_phase_open($1, $2, 'selfScoring', $3, $4) as is_open",
    [roundId, agencyId, code, turn.now],
  );
  if (rows[0]?.is_open !== true) throw new StaleTurnError();
  await client.query(
    `insert into entries (round_id, agency_id, code, kind, body, author_id, role, inbound_id,
       receipt, at)
     values ($1, $2, $3, 'returnAnswer', $4, $5, 'officer', $6, $7, $8)`,
    [
      ...[roundId, agencyId, code, JSON.stringify({ answer }), staffId],
      ...[turn.opened.update.id, receipt, turn.now],
    ],
  );
}

type Turn = EffectContext["turn"];

function aboutOf({ opened: { me, round } }: Turn): {
  readonly agencyName: string;
  readonly roundTitle: string;
  readonly isDemo: boolean;
  readonly isTraining: boolean;
} {
  return {
    agencyName: me?.agencyName ?? "",
    roundTitle: round?.title ?? "",
    isDemo: round?.isDemo ?? false,
    isTraining: round?.isTraining ?? false,
  };
}

/** Who does an act, and in whose place. */
export function actingOf(
  { opened: { me } }: Turn,
  whom: Extract<Effect, { kind: "signOff" }>["for"],
): { readonly name: string; readonly forName: string | null; readonly decision: string | null } {
  return {
    name: me?.name ?? "",
    forName: whom?.name ?? null,
    decision: whom?.decision ?? null,
  };
}
