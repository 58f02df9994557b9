import type { AppraisalEffect } from "../../core/conversation/appraise/appraisal-effect.ts";
import { messagesIn } from "../../core/conversation/messages/messages-in.ts";
import { type EffectContext, staffOf } from "./effect-context.ts";
import { notifyStaff } from "./notify-staff.ts";

type Of<Kind extends AppraisalEffect["kind"]> = Extract<AppraisalEffect, { readonly kind: Kind }>;

/** Writers of what appraisers decide. */
export const appraisalWriters: {
  readonly [Kind in AppraisalEffect["kind"]]: (
    context: EffectContext,
    effect: Of<Kind>,
  ) => Promise<void>;
} = { appraise, askExplanation, noteBulk };

async function appraise({ client, turn }: EffectContext, effect: Of<"appraise">): Promise<void> {
  const { roundId, agencyId, code, part, value, selfVersion, expectedVersion, receipt } = effect;
  const staffId = staffOf(turn);
  await client.query("select check_appraiser($1, $2, $3, $4, $5, $6)", [
    ...[roundId, agencyId, code, staffId, part, turn.now],
  ]);
  const kept = JSON.stringify({ ...value, code, selfVersion, expectedVersion, receipt });
  if (part === "second") {
    await client.query("select save_second_value($1, $2, $3::jsonb, $4, $5, $6)", [
      ...[roundId, agencyId, kept, staffId, turn.opened.update.id, turn.now],
    ]);
    return;
  }
  const first = JSON.stringify({ ...JSON.parse(kept), step: "appraised" });
  await client.query("select save_value($1, $2, $3::jsonb, $4, 'appraiser', null, $5, $6)", [
    ...[roundId, agencyId, first, staffId, turn.opened.update.id, turn.now],
  ]);
  if (!effect.isGiven) return;
  await client.query(
    `insert into given_answers (round_id, agency_id, code, source, body, given_at)
     values ($1, $2, $3, 'appraiser', $4, $5)
     on conflict (round_id, agency_id, code) do update set
       source = excluded.source, body = excluded.body, given_at = excluded.given_at`,
    [roundId, agencyId, code, JSON.stringify(value.answer), turn.now],
  );
}

async function askExplanation(
  { client, turn }: EffectContext,
  effect: Of<"askExplanation">,
): Promise<void> {
  const { roundId, agencyId, code, question, receipt, leafName, isDemo, isTraining } = effect;
  const staffId = staffOf(turn);
  await client.query("select check_appraiser($1, $2, $3, $4, 'any', $5)", [
    ...[roundId, agencyId, code, staffId, turn.now],
  ]);
  await client.query(
    `insert into explanation_requests (round_id, agency_id, code, asked_by, question, asked_at,
       receipt) values ($1, $2, $3, $4, $5, $6, $7)`,
    [roundId, agencyId, code, staffId, question, turn.now, receipt],
  );
  await client.query(
    `insert into entries (round_id, agency_id, code, kind, body, author_id, role, inbound_id,
       receipt, at)
     values ($1, $2, $3, 'explanationRequest', jsonb_build_object('question', $4::text), $5,
             'appraiser', $6, $7, $8)`,
    [roundId, agencyId, code, question, staffId, turn.opened.update.id, receipt, turn.now],
  );
  const { rows } = await client.query<{ id: string }>(
    `select distinct s.id from staff s join staff_roles g on g.staff_id = s.id
      where s.agency_id = $1 and s.is_active and g.role in ('officer', 'leader')`,
    [agencyId],
  );
  await notifyStaff(
    client,
    rows.map(({ id }) => id),
    (language) => {
      const { appraise: say } = messagesIn(language);
      const text = say.questionNotice({ code, leafName, question, isDemo, isTraining });
      return { title: say.questionNoticeTitle(), text };
    },
  );
}

async function noteBulk({ client, turn }: EffectContext, effect: Of<"noteBulk">): Promise<void> {
  const { roundId, agencyId, code, sample, seed, receipt } = effect;
  await client.query(
    `insert into spot_checks (round_id, agency_id, code, seed, drawn_at)
     select $1, q.agency_id, q.code, $4, $5
       from unnest($2::uuid[], $3::text[]) as q (agency_id, code)
     on conflict do nothing`,
    [
      roundId,
      sample.map((each) => each.agencyId),
      sample.map((each) => each.code),
      ...[seed, turn.now],
    ],
  );
  const { part, percent, list, sampleNames } = effect;
  await client.query(
    `insert into entries (round_id, agency_id, code, kind, body, author_id, role, inbound_id,
       receipt, at) values ($1, $2, $3, 'bulkAgreement', $4, $5, 'appraiser', $6, $7, $8)`,
    [
      ...[roundId, agencyId, code],
      JSON.stringify({ part, seed, percent, list, sample: sampleNames }),
      ...[staffOf(turn), turn.opened.update.id, receipt, turn.now],
    ],
  );
}
