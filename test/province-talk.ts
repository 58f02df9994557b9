import { randomUUID } from "node:crypto";
import type pg from "pg";
import { inboxIn } from "../adapters/db/inbox-repository.ts";
import { talksIn } from "../adapters/db/talks.ts";
import { freshCodes } from "../adapters/fresh-codes.ts";
import type { Role } from "../core/access/actor.ts";
import type { ChatInput } from "../core/conversation/turn.ts";
import { playTurn } from "../usecases/play-turn.ts";
import type { ChannelReader, ChatAddress } from "../usecases/ports.ts";

const secret = "a secret of this test, long enough";

/** Talks of a test's province over the real database, at an instant that the test may move. */
export interface ProvinceTalk {
  now: Date;
  /** Plays typed words, or a button in brackets; gives what was said, buttons as [key label]. */
  say(chat: ChatAddress, text: string): Promise<string>;
  /** Begins anew, as another process would: nothing is kept from turns before. */
  restart(): void;
}

/** Opens talks; people are those that the database has. */
export function openProvinceTalk(pool: pg.Pool, instant: string): ProvinceTalk {
  let talks = talksIn(pool, { codeKey: secret });
  const talk: ProvinceTalk = {
    now: new Date(instant),
    restart() {
      talks = talksIn(pool, { codeKey: secret });
    },
    async say(chat, text) {
      const key = /^\[(.+)\]$/.exec(text)?.[1];
      const payload: ChatInput =
        key === undefined ? { kind: "text", text } : { kind: "choice", key, messageId: null };
      await inboxIn(pool).receive({ from: chat, externalId: randomUUID(), payload });
      const deps = {
        ...{ talks, readers: { telegram: reader, web: reader, zalo: reader } },
        ...{ clock: { now: () => talk.now }, publicUrl: "http://127.0.0.1:3000" },
        fresh: (update: Parameters<typeof freshCodes>[1]) => freshCodes(secret, update),
      };
      return playUntilDone(() => playTurn(deps, chat, () => undefined));
    },
  };
  return talk;
}

/** Adds a person with a duty, linked to a Telegram chat of their own. */
export async function aPersonIn(
  pool: pg.Pool,
  agencyId: string,
  role: Role,
): Promise<{ readonly id: string; readonly chat: ChatAddress }> {
  const code = `${role}-${randomUUID().slice(0, 8)}`;
  const { rows } = await pool.query<{ id: string }>(
    "insert into staff (code, full_name, agency_id) values ($1, $1, $2) returning id",
    [code, agencyId],
  );
  const id = rows[0]?.id ?? "";
  const chat: ChatAddress = { channel: "telegram", bot: "123", chatId: code };
  await pool.query("insert into staff_roles (staff_id, role) values ($1, $2)", [id, role]);
  await pool.query(
    "insert into chat_links (staff_id, channel, bot, chat_id) values ($1, $2, $3, $4)",
    [id, chat.channel, chat.bot, chat.chatId],
  );
  return { id, chat };
}

const reader: ChannelReader = {
  decode: (payload) => payload as ChatInput,
  callbackId: () => null,
  maxFileBytes: 1000,
};

type Playing = ReturnType<typeof playTurn>;

async function playUntilDone(play: () => Playing): Promise<string> {
  for (let tries = 0; tries < 5; tries += 1) {
    const played = await play();
    if (!played) throw new Error("nothing to play");
    if (played.outcome.kind === "stale") continue;
    return played.decided.replies
      .map(({ reply: { title = "", text, choices = [] } }) => {
        const rows = choices.map((row) =>
          row.map(({ key, label }) => `[${key} ${label}]`).join(" "),
        );
        return [title, text, ...rows].join("\n");
      })
      .join("\n");
  }
  throw new Error("the turn stays stale");
}
