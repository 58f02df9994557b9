// The dialogue as grammY's own documentation teaches it: @grammyjs/conversations with its state in
// PostgreSQL. Arguments: database, address of the Bot API, token, port, secret.
import http from "node:http";
import {
  type Conversation,
  type ConversationData,
  type ConversationFlavor,
  type VersionedState,
  conversations,
  createConversation,
} from "@grammyjs/conversations";
import { Bot, type Context, webhookCallback } from "grammy";
import pg from "pg";
import { leafCount } from "../bench-scheme.ts";
import { menuWords, questionWords, readPair, refusedWords, savedWords } from "./words.ts";

type BotContext = ConversationFlavor<Context>;
type State = VersionedState<ConversationData>;

const [databaseUrl = "", apiRoot = "", token = "", port = "0", secret = ""] = process.argv.slice(2);
const pool = new pg.Pool({ connectionString: databaseUrl, max: 10 });
await pool.query(`
  create table if not exists talks (key text primary key, value text not null);
  create table if not exists answers (
    chat_id bigint, leaf integer, done integer not null, total integer not null,
    points integer not null, at timestamptz not null default now(), primary key (chat_id, leaf))`);

const bot = new Bot<BotContext>(token, { client: { apiRoot } });
bot.use(
  conversations<BotContext, Context>({
    storage: {
      type: "key",
      version: 1,
      adapter: { read, write, delete: remove },
    },
  }),
);
bot.use(createConversation(selfScore));
bot.command("batdau", async (context) => {
  const { text, more } = menuWords();
  await context.reply(text, more);
});
bot.callbackQuery(/^next:/, async (context) => {
  await context.conversation.enter("selfScore");
});
await bot.init();

const answer = webhookCallback(bot, "http", { secretToken: secret });
const server = http.createServer((request, response) => void answer(request, response));
server.listen(Number(port), "127.0.0.1", () => process.stdout.write("peer is up\n"));
process.once("SIGTERM", () => {
  server.close();
  server.closeAllConnections();
  void pool.end();
  process.disconnect();
});

async function selfScore(conversation: Conversation<BotContext>, context: Context): Promise<void> {
  await askInPlace(context, 0);
  for (let leaf = 0; leaf < leafCount; leaf += 1) {
    await takeAnswer(conversation, leaf);
    const pressed = await conversation.waitForCallbackQuery(/^later:/);
    await askInPlace(pressed, leaf + 1);
  }
}

async function takeAnswer(conversation: Conversation<BotContext>, leaf: number): Promise<void> {
  for (;;) {
    const answered = await conversation.waitFor("message:text");
    const pair = readPair(answered.message.text);
    if (pair) {
      const chat = answered.chat.id;
      await conversation.external(() => save(chat, leaf, pair));
      const { text, more } = savedWords(leaf, pair.done, pair.total);
      await answered.reply(text, more);
      return;
    }
    const { text, more } = refusedWords();
    await answered.reply(text, more);
  }
}

/** The reply first, then the little clock on the button: the shortest wait for the person. */
async function askInPlace(context: Context, leaf: number): Promise<void> {
  const { text, more } = questionWords(leaf);
  await context.editMessageText(text, more);
  await context.answerCallbackQuery();
}

async function save(
  chat: number,
  leaf: number,
  { done, total }: { readonly done: number; readonly total: number },
): Promise<void> {
  await pool.query({
    name: "save",
    text: `insert into answers (chat_id, leaf, done, total, points) values ($1, $2, $3, $4, $5)
           on conflict (chat_id, leaf) do update
             set done = excluded.done, total = excluded.total, points = excluded.points`,
    values: [chat, leaf, done, total, Math.round((done / total) * 10_000)],
  });
}

async function read(key: string): Promise<State | undefined> {
  const { rows } = await pool.query<{ value: string }>({
    name: "read",
    text: "select value from talks where key = $1",
    values: [key],
  });
  return rows[0] && (JSON.parse(rows[0].value) as State);
}

async function write(key: string, state: State): Promise<void> {
  await pool.query({
    name: "write",
    text: `insert into talks (key, value) values ($1, $2)
           on conflict (key) do update set value = excluded.value`,
    values: [key, JSON.stringify(state)],
  });
}

async function remove(key: string): Promise<void> {
  await pool.query("delete from talks where key = $1", [key]);
}
