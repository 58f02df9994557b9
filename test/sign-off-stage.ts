import type pg from "pg";
import { decodeWebMessage } from "../adapters/channels/web/decode-web-message.ts";
import { inboxIn } from "../adapters/db/inbox-repository.ts";
import { talksIn } from "../adapters/db/talks.ts";
import { tellForgotten } from "../adapters/db/tell-sign-off.ts";
import { freshCodes } from "../adapters/fresh-codes.ts";
import { playTurn } from "../usecases/play-turn.ts";
import type { ChatAddress, OutgoingReply } from "../usecases/ports.ts";
import { aProvince, anOfficer } from "./province.ts";
import { aScheme } from "./schemes.ts";

const secret = "a secret of this test, long enough";

/** A person in one chat: types, presses, and hears what comes unasked. */
export interface StagePerson {
  readonly id: string;
  readonly chat: ChatAddress;
  /** What is answered, all replies together, buttons as [key label]. */
  type(text: string): Promise<string>;
  press(key: string): Promise<string>;
  /** The last message comes once more from the channel; says what came of it. */
  redeliver(): Promise<"nothing to play" | "played">;
  /** What came unasked since it was last asked. */
  heard(): Promise<string>;
}

/** One agency whose officer and leader talk to the real database by a clock that the test moves. */
export interface SignOffStage {
  readonly officer: StagePerson;
  readonly leader: StagePerson;
  now(): Date;
  later(ms: number): void;
  /** Answers the only leaf and names a document. */
  fill(): Promise<void>;
  handUp(): Promise<void>;
  /** Settles what was given back by answering the comment. */
  settle(): Promise<void>;
  reopen(code: string): Promise<void>;
  /** The leader's second chat. */
  secondChat(): Promise<StagePerson>;
  /** A colleague without any duty. */
  colleague(): Promise<StagePerson>;
  tellForgotten(): Promise<void>;
}

/** Opens the stage at an instant; `isAlone`: the officer is the only leader too. */
export async function aSignOffStage(
  pool: pg.Pool,
  from: number,
  { isAlone = false, scheme = aScheme() } = {},
): Promise<SignOffStage> {
  const province = await aProvince(pool, { scheme, channel: "web" });
  const [agency] = province.agencies;
  const [officer] = province.officers;
  if (!agency || !officer) throw new Error("a province has an agency");
  const clock = { ms: from };
  const meet = openChats(pool, clock);
  const leader = await newPerson(pool, agency.id, "Lãnh đạo 1", "10");
  const roles = { id: isAlone ? officer.id : leader.id };
  await pool.query("insert into staff_roles (staff_id, role) values ($1, 'leader')", [roles.id]);
  const people = { officer: meet(officer), leader: meet(leader) };
  return {
    ...people,
    now: () => new Date(clock.ms),
    later(ms) {
      clock.ms += ms;
    },
    async fill() {
      await people.officer.type("/sua 1.1");
      await people.officer.type("18/20");
      await people.officer.type("12/KH-A1; 10/01/2025; Sở Thử 1");
    },
    async handUp() {
      await people.officer.type("/nop");
      await people.officer.press("confirm");
      await people.leader.heard();
    },
    async settle() {
      await people.officer.press("answerReturn:1.1");
      await people.officer.type("Hai nhiệm vụ chậm do thiếu kinh phí.");
    },
    async reopen(code) {
      await pool.query(
        `insert into round_exceptions (round_id, agency_id, phase, codes, closes_at, reason, granted_at)
         values ($1, $2, 'selfScoring', $3, '2100-01-01', 'mở lại', now())`,
        [province.roundId, agency.id, [code]],
      );
    },
    async secondChat() {
      const chat = chatOf("11");
      await link(pool, leader.id, chat);
      return meet({ id: leader.id, chat });
    },
    colleague: async () => meet(await newPerson(pool, agency.id, "Phó Lãnh đạo 2", "12")),
    tellForgotten: () => tellForgotten(pool),
  };
}

type Meet = (person: { readonly id: string; readonly chat: ChatAddress }) => StagePerson;

function openChats(pool: pg.Pool, clock: { readonly ms: number }): Meet {
  const inbox = inboxIn(pool);
  const talks = talksIn(pool, { codeKey: secret });
  let updates = 0;
  const deps = {
    ...{ talks, publicUrl: "http://127.0.0.1" },
    clock: { now: () => new Date(clock.ms) },
    fresh: (update: Parameters<typeof freshCodes>[1]) => freshCodes(secret, update),
    readers: { telegram: reader, web: reader, zalo: reader },
  };
  return ({ id, chat }) => {
    let lastHeard = 0;
    let last: { readonly externalId: string; readonly payload: object } | null = null;
    async function say(payload: object): Promise<string> {
      updates += 1;
      last = { externalId: String(updates), payload };
      await inbox.receive({ from: chat, externalId: String(updates), payload });
      for (let tries = 0; tries < 5; tries += 1) {
        const played = await playTurn(deps, chat, () => undefined);
        if (played?.outcome.kind === "committed") return textOf(played.outcome.replies);
      }
      throw new Error("the turn stays stale");
    }
    return {
      ...{ id, chat },
      type: (text) => say({ kind: "text", text }),
      press: (key) => say({ kind: "choice", key, messageId: null }),
      async redeliver() {
        if (!last) throw new Error("nothing was said yet");
        await inbox.receive({ from: chat, ...last });
        return (await playTurn(deps, chat, () => undefined)) ? "played" : "nothing to play";
      },
      async heard() {
        const { rows } = await pool.query<{ id: string; body: OutgoingReply }>(
          `select id, body from outbox
            where chat_id = $1 and inbound_id is null and id > $2 order by id`,
          [chat.chatId, lastHeard],
        );
        lastHeard = Number(rows.at(-1)?.id ?? lastHeard);
        return textOf(rows.map(({ body }) => body));
      },
    };
  };
}

const reader = { decode: decodeWebMessage, callbackId: () => null, maxFileBytes: 1000 };

function textOf(replies: readonly Pick<OutgoingReply, "reply">[]): string {
  return replies
    .flatMap(({ reply }) => [
      reply.title ?? "",
      reply.text,
      ...(reply.choices ?? []).flat().map(({ key, label }) => `[${key} ${label}]`),
    ])
    .join("\n");
}

function chatOf(chatId: string): ChatAddress {
  return { channel: "web", bot: "web", chatId };
}

async function newPerson(
  pool: pg.Pool,
  agencyId: string,
  name: string,
  chatId: string,
): Promise<{ readonly id: string; readonly chat: ChatAddress }> {
  const person = await anOfficer(pool, agencyId, chatOf(chatId));
  await pool.query("delete from staff_roles where staff_id = $1", [person.id]);
  await pool.query("update staff set full_name = $2 where id = $1", [person.id, name]);
  return person;
}

async function link(pool: pg.Pool, staffId: string, chat: ChatAddress): Promise<void> {
  await pool.query(
    "insert into chat_links (staff_id, channel, bot, chat_id) values ($1, $2, $3, $4)",
    [staffId, chat.channel, chat.bot, chat.chatId],
  );
}
