// The dialogue as durable as the product's and nothing more: the update is stored (first commit),
// the turn is written with its reply (second), the reply is marked as sent (third). Plain pg and
// node:http. Arguments: database, address of the Bot API, token, port, secret.
import http from "node:http";
import pg from "pg";
import {
  type Words,
  menuWords,
  questionWords,
  readPair,
  refusedWords,
  savedWords,
} from "./words.ts";

interface Update {
  readonly update_id: number;
  readonly message?: { readonly chat: { readonly id: number }; readonly text: string };
  readonly callback_query?: {
    readonly id: string;
    readonly data: string;
    readonly message: { readonly message_id: number; readonly chat: { readonly id: number } };
  };
}

interface Turn {
  readonly leaf: number;
  readonly answer: { readonly done: number; readonly total: number } | null;
  readonly words: Words;
}

const [databaseUrl = "", apiRoot = "", token = "", port = "0", secret = ""] = process.argv.slice(2);
const pool = new pg.Pool({ connectionString: databaseUrl, max: 10 });
await pool.query(`
  create table if not exists inbox (
    update_id bigint primary key, chat_id bigint not null, payload jsonb not null,
    is_done boolean not null default false);
  create table if not exists talks (chat_id bigint primary key, leaf integer not null);
  create table if not exists answers (
    chat_id bigint, leaf integer, done integer not null, total integer not null,
    points integer not null, at timestamptz not null default now(), primary key (chat_id, leaf));
  create table if not exists outbox (
    id bigint generated always as identity primary key, chat_id bigint not null,
    body jsonb not null, sent_at timestamptz)`);

const agent = new http.Agent({ keepAlive: true });
const lanes = new Map<number, Promise<void>>();
const server = http.createServer((request, response) => {
  if (request.headers["x-telegram-bot-api-secret-token"] !== secret) {
    response.writeHead(401).end();
    return;
  }
  textOf(request)
    .then((text) => receive(JSON.parse(text) as Update, response))
    .catch((error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
      response.writeHead(500).end();
    });
});
server.listen(Number(port), "127.0.0.1", () => process.stdout.write("peer is up\n"));
process.once("SIGTERM", () => {
  server.close();
  server.closeAllConnections();
  agent.destroy();
  void pool.end();
  process.disconnect();
});

async function receive(update: Update, response: http.ServerResponse): Promise<void> {
  const chat = (update.message ?? update.callback_query?.message)?.chat.id ?? 0;
  const { rowCount } = await pool.query({
    name: "receive",
    text: `insert into inbox (update_id, chat_id, payload) values ($1, $2, $3)
           on conflict do nothing`,
    values: [update.update_id, chat, JSON.stringify(update)],
  });
  response.writeHead(200).end();
  if (rowCount === 0) return;
  const before = lanes.get(chat) ?? Promise.resolve();
  const lane = before
    .then(() => play(chat, update))
    .catch((error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
    });
  lanes.set(chat, lane);
}

async function play(chat: number, update: Update): Promise<void> {
  const { id, words } = await writeTurn(chat, update);
  const press = update.callback_query;
  if (press) {
    void call("answerCallbackQuery", { callback_query_id: press.id });
    const message_id = press.message.message_id;
    await call("editMessageText", { chat_id: chat, message_id, text: words.text, ...words.more });
  } else await call("sendMessage", { chat_id: chat, text: words.text, ...words.more });
  await pool.query({
    name: "sent",
    text: "update outbox set sent_at = now() where id = $1",
    values: [id],
  });
}

async function writeTurn(chat: number, update: Update): Promise<{ id: string; words: Words }> {
  const client = await pool.connect();
  try {
    await client.query("begin");
    const { rows: talks } = await client.query<{ leaf: number }>({
      name: "talk",
      text: "select leaf from talks where chat_id = $1 for update",
      values: [chat],
    });
    const turn = decide(talks[0]?.leaf ?? 0, update);
    if (turn.answer) await saveAnswer(client, chat, turn.leaf, turn.answer);
    await client.query({
      name: "move",
      text: `insert into talks (chat_id, leaf) values ($1, $2)
             on conflict (chat_id) do update set leaf = excluded.leaf`,
      values: [chat, turn.leaf],
    });
    const { rows } = await client.query<{ id: string }>({
      name: "reply",
      text: "insert into outbox (chat_id, body) values ($1, $2) returning id",
      values: [chat, JSON.stringify(turn.words)],
    });
    await client.query({
      name: "done",
      text: "update inbox set is_done = true where update_id = $1",
      values: [update.update_id],
    });
    await client.query("commit");
    return { id: rows[0]?.id ?? "", words: turn.words };
  } catch (error) {
    await client.query("rollback");
    throw error;
  } finally {
    client.release();
  }
}

function decide(leaf: number, { message, callback_query: press }: Update): Turn {
  if (message?.text === "/batdau") return { leaf: 0, answer: null, words: menuWords() };
  if (press?.data.startsWith("next:")) return { leaf, answer: null, words: questionWords(leaf) };
  if (press) return { leaf: leaf + 1, answer: null, words: questionWords(leaf + 1) };
  const answer = readPair(message?.text ?? "");
  if (!answer) return { leaf, answer, words: refusedWords() };
  return { leaf, answer, words: savedWords(leaf, answer.done, answer.total) };
}

async function saveAnswer(
  client: pg.PoolClient,
  chat: number,
  leaf: number,
  { done, total }: { readonly done: number; readonly total: number },
): Promise<void> {
  await client.query({
    name: "save",
    text: `insert into answers (chat_id, leaf, done, total, points) values ($1, $2, $3, $4, $5)
           on conflict (chat_id, leaf) do update
             set done = excluded.done, total = excluded.total, points = excluded.points`,
    values: [chat, leaf, done, total, Math.round((done / total) * 10_000)],
  });
}

function call(method: string, payload: object): Promise<void> {
  const body = JSON.stringify(payload);
  const headers = {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
  };
  return new Promise((resolve, reject) => {
    const url = `${apiRoot}/bot${token}/${method}`;
    const request = http.request(url, { method: "POST", agent, headers }, (response) => {
      textOf(response).then((text) => {
        const { ok } = JSON.parse(text) as { ok: boolean };
        if (ok) resolve();
        else reject(new Error(text));
      }, reject);
    });
    request.on("error", reject);
    request.end(body);
  });
}

async function textOf(stream: http.IncomingMessage): Promise<string> {
  let text = "";
  stream.setEncoding("utf8");
  for await (const chunk of stream) text += String(chunk);
  return text;
}
