import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { WebMessage } from "../../adapters/channels/web/decode-web-message.ts";
import {
  beginning,
  end,
  messagesAfter,
  messagesBefore,
} from "../../adapters/db/web-history-repository.ts";
import type { Actor } from "../../core/access/actor.ts";
import { may } from "../../core/access/may.ts";
import type { ChatAddress } from "../../usecases/ports.ts";
import {
  advanceCursor,
  cursorBefore,
  pageMessage,
  readCursor,
  writeCursor,
} from "./chat-message.ts";
import { HttpError } from "./http-error.ts";
import { demoRibbon } from "./login.ts";
import { html, loadPage } from "./page.ts";
import type { ServerDependencies } from "./server-dependencies.ts";
import { requireSession } from "./session-cookie.ts";

const pageSize = 40;
/** The longest text of one message; longer than any explanation asked for. */
const maxTextLength = 10_000;

/** Ids are made by the page (`crypto.randomUUID`), so that a message sent again is known. */
export const clientId = z.string().regex(/^[\w-]{8,64}$/);

const said = z.union([
  z.object({ id: clientId, text: z.string().trim().min(1).max(maxTextLength) }),
  z.object({
    id: clientId,
    choice: z.object({ key: z.string().min(1).max(200), label: z.string().max(400).default("") }),
  }),
]);

/** The web chat's page, its history, and what is said in it. */
export function registerWebChat(app: FastifyInstance, deps: ServerDependencies): void {
  const page = loadPage("chat.html");

  app.get("/chat", async (request, reply) => {
    const { actor } = await requireSession(deps, request, reply);
    return reply
      .header("cache-control", "no-store")
      .type("text/html; charset=utf-8")
      .send(
        page({
          name: actor.name,
          agency: actor.agencyName,
          province: deps.province,
          ribbon: demoRibbon(deps),
          shortcuts: shortcutsFor(actor).map(
            ([word, label]) => html`<button data-say="/${word}">${label}</button>`,
          ),
        }),
      );
  });

  app.get("/chat/history", async (request, reply) => {
    const { actor } = await requireSession(deps, request, reply);
    const { after, before } = historyQuery(request.query);
    void reply.header("cache-control", "no-store");
    return after
      ? newerThan(deps, actor.staffId, after)
      : olderThan(deps, actor.staffId, before ?? end);
  });

  app.post("/chat/messages", { bodyLimit: 65_536 }, async (request, reply) => {
    const { actor } = await requireSession(deps, request, reply);
    const message = said.safeParse(request.body);
    if (!message.success) throw new HttpError(400, "Tin nhắn trống, quá dài hoặc không đúng dạng.");
    await keepMessage(deps, actor.staffId, message.data.id, payloadOf(message.data));
    return reply.code(202).send({ ok: true });
  });
}

/** The commands under the talk, each with its label: what this person does most. */
function shortcutsFor(actor: Actor): readonly (readonly [string, string])[] {
  const own = { agencyId: actor.agencyId, stage: null };
  const scores = may(actor, "scoreSelf", own);
  return [
    scores ? ["chamtiep", "Chấm tiếp"] : ["batdau", "Trang đầu"],
    ["tiendo", "Tiến độ"],
    ["visao", "Vì sao"],
    ["xephang", "Xếp hạng"],
    ...(scores && may(actor, "submitSelf", own) ? ([["nop", "Nộp"]] as const) : []),
    ...(may(actor, "signOff", own) ? ([["ky", "Ký"]] as const) : []),
    ["trogiup", "Trợ giúp"],
  ];
}

/** The address of a person's web chat: the same on every browser they log in with. */
export function webChatOf(staffId: string): ChatAddress {
  return { channel: "web", bot: "web", chatId: staffId };
}

/** The id under which a page's message is stored: with its owner, so that no one uses up another's. */
export function externalIdOf(staffId: string, id: string): string {
  return `${staffId}:${id}`;
}

/** Stores what was said and lets it be played; the second time it changes nothing. */
export async function keepMessage(
  { receive, feed }: Pick<ServerDependencies, "receive" | "feed">,
  staffId: string,
  id: string,
  payload: WebMessage,
): Promise<void> {
  const from = webChatOf(staffId);
  await receive({ from, externalId: externalIdOf(staffId, id), payload });
  feed.wake(staffId);
}

function payloadOf(message: z.infer<typeof said>): WebMessage {
  return "text" in message
    ? { kind: "text", text: message.text }
    : { kind: "choice", ...message.choice };
}

function historyQuery(query: unknown): {
  readonly after: ReturnType<typeof readCursor>;
  readonly before: ReturnType<typeof readCursor>;
} {
  const given = z.object({ after: z.string(), before: z.string() }).partial().safeParse(query);
  return { after: readCursor(given.data?.after), before: readCursor(given.data?.before) };
}

async function olderThan(
  { pool }: ServerDependencies,
  staffId: string,
  before: typeof end,
): Promise<unknown> {
  const stored = await messagesBefore(pool, staffId, before, pageSize);
  return {
    messages: stored.flatMap((each) => pageMessage(each) ?? []),
    before: stored.length < pageSize ? null : writeCursor(cursorBefore(before, stored)),
    after: writeCursor(stored.reduce(advanceCursor, beginning)),
  };
}

async function newerThan(
  { pool }: ServerDependencies,
  staffId: string,
  after: typeof end,
): Promise<unknown> {
  const stored = await messagesAfter(pool, staffId, after, 200);
  return {
    messages: stored.flatMap((each) => pageMessage(each) ?? []),
    after: writeCursor(stored.reduce(advanceCursor, after)),
  };
}
