import type pg from "pg";
import { resultsIn } from "../adapters/db/group-results.ts";
import { inboxIn } from "../adapters/db/inbox-repository.ts";
import { talksIn } from "../adapters/db/talks.ts";
import { freshCodes } from "../adapters/fresh-codes.ts";
import type { ChatInput } from "../core/conversation/turn.ts";
import { playTurn } from "../usecases/play-turn.ts";
import type { ChannelReader, ChatAddress } from "../usecases/ports.ts";
import { openRecomputeResults } from "../usecases/recompute-results.ts";
import { aProvince, anUpdate } from "./province.ts";
import { aLeaf, aScheme } from "./schemes.ts";

/** The instant of the stage. */
export const appraisalNow = new Date("2026-01-15T03:00:00Z");
const secrets = { codeKey: "a secret of this test, long enough" };

const scheme = aScheme([
  aLeaf({ code: "1.1", max: "2", lead: "A1" }),
  aLeaf({ code: "1.2", max: "1", lead: "A1", rule: { kind: "yesNo" } }),
  aLeaf({
    ...{ code: "1.3", max: "2", lead: "A1", source: "appraiser" },
    rule: { kind: "appraiser" },
  }),
]);

/** An officer or appraiser with a chat. */
export interface StagePerson {
  readonly staffId: string;
  readonly chat: ChatAddress;
}

/** A province whose round is in its first appraisal; leaves 1.1 to 1.3 are led by A1. */
export async function aStage(pool: pg.Pool, agencyCount = 3) {
  const province = await aProvince(pool, { scheme, agencyCount, closesAt: "2026-01-10T00:00:00Z" });
  const { roundId, agencies, officers } = province;
  await pool.query("update rounds set stage = 'appraisal'");
  await pool.query("update round_agencies set submitted_at = '2026-01-09T00:00:00Z'");
  await pool.query(
    "insert into round_phases values ($1, 'appraisal', '2026-01-10T00:00:00Z', '2026-01-31T00:00:00Z')",
    [roundId],
  );
  const agencyId = (code: string): string =>
    agencies.find((each) => each.code === code)?.id ?? never();
  const inbox = inboxIn(pool);
  const recompute = openRecomputeResults({
    results: resultsIn(pool),
    clock: { now: () => appraisalNow },
  });
  let count = 0;

  async function play(person: StagePerson, input: ChatInput): Promise<string> {
    count += 1;
    const id = String(count);
    await inbox.receive(anUpdate(person.chat, id, input));
    const talks = talksIn(pool, secrets);
    const deps = {
      ...{ talks, readers: { telegram: reader, zalo: reader, web: reader } },
      ...{ clock: { now: () => appraisalNow }, publicUrl: "http://127.0.0.1:3000" },
      fresh: (update: Parameters<typeof freshCodes>[1]) => freshCodes(secrets.codeKey, update),
    };
    for (let tries = 0; tries < 5; tries += 1) {
      const played = await playTurn(deps, person.chat, () => undefined);
      if (played?.outcome.kind !== "stale") {
        return (played?.decided.replies ?? [])
          .map(({ reply: { title = "", text } }) => `${title}\n${text}`)
          .join("\n");
      }
    }
    throw new Error("always stale");
  }

  return {
    ...{ roundId, agencyId },
    say: (person: StagePerson, text: string) => play(person, { kind: "text", text }),
    press: (person: StagePerson, key: string) =>
      play(person, { kind: "choice", key, messageId: null }),
    recompute: () => recompute(roundId, "so"),
    async points(agency: string, code: string): Promise<number> {
      const { rows } = await pool.query<{ points: string }>(
        "select points from node_results where agency_id = $1 and code = $2",
        [agencyId(agency), code],
      );
      return Number(rows[0]?.points);
    },
    officer: (code: string): StagePerson => {
      const found = officers[agencies.findIndex((each) => each.code === code)] ?? never();
      return { staffId: found.id, chat: found.chat };
    },
    async appraiser(
      code: string,
      agency: string,
      fields: string[] | null = ["1"],
      role = "appraiser",
    ): Promise<StagePerson> {
      const { rows } = await pool.query<{ id: string }>(
        "insert into staff (code, full_name, agency_id) values ($1, $1, $2) returning id",
        [code, agencyId(agency)],
      );
      const staffId = rows[0]?.id ?? never();
      const chat: ChatAddress = { channel: "telegram", bot: "123", chatId: `td-${code}` };
      await pool.query("insert into staff_roles values ($1, $3, $2)", [staffId, fields, role]);
      await pool.query(
        "insert into chat_links (staff_id, channel, bot, chat_id) values ($1, $2, $3, $4)",
        [staffId, chat.channel, chat.bot, chat.chatId],
      );
      return { staffId, chat };
    },
    async self(agency: string, code: string, answer: unknown, points: number): Promise<void> {
      await pool.query(
        `insert into leaf_states (round_id, agency_id, code, version, draft_version, answer, points,
           receipt, changed_at, evidence_count, explanation)
         values ($1, $2, $3, 1, 1, $4, $5, $6, '2026-01-08T00:00:00Z', 1, null)`,
        [roundId, agencyId(agency), code, JSON.stringify(answer), points, `R-${agency}-${code}`],
      );
      await pool.query("select mark_dirty($1, $2, $3)", [roundId, agencyId(agency), appraisalNow]);
    },
    async explain(agency: string, code: string): Promise<void> {
      await pool.query(
        "update leaf_states set explanation = 'Đã làm đủ' where agency_id = $1 and code = $2",
        [agencyId(agency), code],
      );
    },
    async prove(agency: string, code: string, place: string | null): Promise<void> {
      await pool.query(
        `insert into evidence (round_id, agency_id, code, status, document, place, receipt, added_at)
         values ($1, $2, $3, 'kept', $4, $5, $6, '2026-01-08T00:00:00Z')`,
        [
          ...[roundId, agencyId(agency), code],
          JSON.stringify({ number: `1/BC-${agency}`, date: "2025-12-01", issuer: agency }),
          ...[place, `E-${agency}-${code}`],
        ],
      );
    },
  };
}

const reader: ChannelReader = {
  decode: (payload) => payload as ChatInput,
  callbackId: () => null,
  maxFileBytes: 1000,
};

/** What cannot be: the test's own assumption was wrong. */
export function never(): never {
  throw new Error("the test's own assumption is wrong");
}
