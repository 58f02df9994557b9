import { signEvidenceLink } from "../../adapters/db/evidence-link.ts";
import { createHash, randomUUID } from "node:crypto";
import { readdir } from "node:fs/promises";
import path from "node:path";
import type { InjectOptions, LightMyRequestResponse as Response } from "fastify";
import { PDFDocument } from "pdf-lib";
import { expect } from "vitest";
import { openPdfStamper } from "../../adapters/documents/pdf/pdf-stamper.ts";
import { localTime } from "../../core/conversation/messages/local-time.ts";
import type { Reply } from "../../core/conversation/turn.ts";
import { dbTest } from "../../test/db.ts";
import { readPdfText } from "../../test/read-pdf-text.ts";
import { aPdf } from "../../test/sample-files.ts";
import {
  type Answer,
  anUploadLink,
  aPersona,
  say,
  startWebServer,
  type TestWebServer,
} from "../../test/web-server.ts";
import type { ServerDependencies } from "./server-dependencies.ts";
import { webChatOf } from "./web-chat.ts";

type Persona = Awaited<ReturnType<typeof aPersona>>;

/** A server with one persona, and a browser of theirs that keeps its cookie. */
interface Web extends TestWebServer {
  readonly persona: Persona;
  enter(): Promise<void>;
  get(url: string, headers?: Record<string, string>): Promise<Response>;
  post(url: string, payload?: unknown, headers?: Record<string, string>): Promise<Response>;
  postFile(
    url: string,
    name: string,
    content: Buffer,
    headers?: Record<string, string>,
  ): Promise<Response>;
}

const it = dbTest.extend<{
  open: (answer?: Answer, change?: Partial<ServerDependencies>) => Promise<Web>;
}>({
  open: async ({ url }, use) => {
    const servers: TestWebServer[] = [];
    await use(async (answer = () => [], change = {}) => {
      const personas: Persona[] = [];
      const server = await startWebServer(url, answer, {
        personas: () => Promise.resolve(personas),
        ...change,
      });
      servers.push(server);
      const persona = await aPersona(server.pool);
      personas.push(persona);
      return aBrowser(server, persona);
    });
    await Promise.all(servers.map((server) => server.close()));
  },
});

function aBrowser(server: TestWebServer, persona: Persona): Web {
  const cookies: Record<string, string> = {};
  const send = async (options: InjectOptions) => {
    const response = await server.app.inject({ ...options, cookies });
    for (const { name, value } of response.cookies) cookies[name] = value;
    return response;
  };
  const post: Web["post"] = (url, payload, headers = {}) =>
    send({
      method: "POST",
      url,
      headers,
      ...(payload === undefined ? {} : { payload: payload as object }),
    });
  return {
    ...server,
    ...{ persona, post },
    enter: async () => {
      const { statusCode } = await post("/demo/enter", { staffCode: persona.staffCode });
      expect(statusCode).toBe(200);
    },
    get: (url, headers = {}) => send({ method: "GET", url, headers }),
    postFile: (url, name, content, headers = {}) => {
      const form = aForm(name, content);
      return send({
        method: "POST",
        url,
        headers: { ...headers, ...form.headers },
        payload: form.body,
      });
    },
  };
}

function aForm(name: string, content: Buffer) {
  const boundary = "----cham";
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: application/octet-stream\r\n\r\n`;
  return {
    headers: { "content-type": `multipart/form-data; boundary=${boundary}` },
    body: Buffer.concat([Buffer.from(head), content, Buffer.from(`\r\n--${boundary}--\r\n`)]),
  };
}

const html = { accept: "text/html" };
const echo: Answer = (payload) => [{ text: `Đã nghe: ${JSON.stringify(payload)}` } satisfies Reply];

interface History {
  readonly messages: readonly {
    readonly key: string;
    readonly from: string;
    readonly text: string;
    readonly id?: string;
    readonly file?: unknown;
  }[];
  readonly before: string | null;
  readonly after: string;
}

async function history(web: Web, query = ""): Promise<History> {
  return (await web.get(`/chat/history${query}`)).json<History>();
}

async function count(web: Web, table: string): Promise<number> {
  const { rows } = await web.pool.query<{ count: string }>(`select count(*) from ${table}`);
  return Number(rows[0]?.count);
}

it("leads a stranger from any page to the login", async ({ open }) => {
  const web = await open();
  expect((await web.get("/", html)).headers.location).toBe("/chat");
  const chat = await web.get("/chat", html);
  expect([chat.statusCode, chat.headers.location]).toEqual([303, "/login"]);
  expect((await web.get("/chat/history")).statusCode).toBe(401);
  expect((await web.get("/chat/events")).statusCode).toBe(401);
  expect((await web.post("/chat/messages", { id: "12345678", text: "a" })).statusCode).toBe(401);
  expect((await web.postFile("/chat/files?id=12345678", "a.pdf", aPdf())).statusCode).toBe(401);
  expect(await count(web, "inbound_updates")).toBe(0);
});

it("lets a persona in with one click, shows who they are, and out again", async ({ open }) => {
  const web = await open();
  expect((await web.get("/login", html)).body).toContain("Nguyễn Thị Mận");
  await web.enter();
  const page = await web.get("/chat", html);
  expect(page.body).toContain("Nguyễn Thị Mận");
  expect(page.body).toContain("DEMO");
  expect((await web.get("/login", html)).headers.location).toBe("/chat");
  await web.post("/logout");
  expect((await web.get("/chat/history")).statusCode).toBe(401);
});

it("keeps only the hash of the session's token, in a cookie that scripts cannot read", async ({
  open,
}) => {
  const web = await open();
  const entered = await web.post("/demo/enter", { staffCode: web.persona.staffCode });
  const cookie = entered.cookies[0];
  expect(cookie).toMatchObject({
    name: "cham_session",
    httpOnly: true,
    sameSite: "Lax",
    path: "/",
  });
  const { rows } = await web.pool.query("select token_hash from web_sessions");
  const hash = createHash("sha256")
    .update(cookie?.value ?? "")
    .digest("hex");
  expect(rows).toEqual([{ token_hash: hash }]);
});

it("sends the cookie only over TLS where the address has it", async ({ open }) => {
  const web = await open(undefined, { publicUrl: "https://cham.example" });
  const entered = await web.post("/demo/enter", { staffCode: web.persona.staffCode });
  expect(entered.cookies[0]).toMatchObject({ name: "__Host-cham_session", secure: true });
  expect(entered.headers["strict-transport-security"]).toBeDefined();
});

it("has no demo door outside the demo, nor for who is no persona", async ({ open }) => {
  const demo = await open();
  expect((await demo.post("/demo/enter", { staffCode: "khac" })).statusCode).toBe(404);
  expect((await demo.post("/demo/enter", {})).statusCode).toBe(404);
  const real = await open(undefined, { isDemo: false });
  expect((await real.post("/demo/enter", { staffCode: real.persona.staffCode })).statusCode).toBe(
    404,
  );
  const page = await real.get("/login", html);
  expect(page.body).not.toContain("DEMO");
});

it("logs in by a code, counted under where it came from", async ({ open }) => {
  const typed: unknown[] = [];
  const web: Web = await open(undefined, {
    isDemo: false,
    redeem: (code, source) => {
      typed.push([code, source]);
      const { staffId, name, agency: agencyName } = web.persona;
      return Promise.resolve({ kind: "good", staffId, name, agencyName });
    },
  });
  const entered = await web.post("/login", "code=acde-fghj", {
    ...html,
    "content-type": "application/x-www-form-urlencoded",
  });
  expect(entered.headers.location).toBe("/chat");
  expect(typed).toEqual([["acde-fghj", "ip:127.0.0.1"]]);
  expect((await web.get("/chat", html)).statusCode).toBe(200);
  const { rows } = await web.pool.query("select channel, bot, chat_id from chat_links");
  expect(rows).toEqual([{ channel: "web", bot: "web", chat_id: web.persona.staffId }]);
});

it("says why a code is refused", async ({ open }) => {
  let kind: "unknown" | "expired" | "used" | "locked" = "unknown";
  const web = await open(undefined, { redeem: () => Promise.resolve({ kind }) });
  const cases = [
    { given: "unknown", status: 403, words: "Mã không đúng" },
    { given: "expired", status: 403, words: "hết hạn" },
    { given: "used", status: 403, words: "đã được dùng" },
    { given: "locked", status: 429, words: "15 phút" },
  ] as const;
  for (const { given, status, words } of cases) {
    kind = given;
    const asPage = await web.post("/login", { code: "x" }, html);
    expect(asPage.statusCode).toBe(status);
    expect(asPage.body).toContain(words);
    const asJson = await web.post("/login", { code: "x" });
    expect(asJson.statusCode).toBe(status);
    expect(asJson.json<{ message: string }>().message).toContain(words);
  }
});

it.for([
  { trustedProxies: "loopback,172.16.0.0/12", source: "ip:203.0.113.7", because: "is trusted" },
  { trustedProxies: "loopback", source: "ip:172.18.0.1", because: "is anybody" },
])(
  "counts codes typed behind a proxy that $because against $source",
  async ({ trustedProxies, source }, { open }) => {
    const web = await open(undefined, {
      trustedProxies,
      redeem: (_code, typedAt) =>
        Promise.resolve({ kind: typedAt === source ? "used" : "unknown" }),
    });
    const answer = await web.app.inject({
      ...{ method: "POST", url: "/login", payload: { code: "x" } },
      remoteAddress: "172.18.0.1",
      headers: { "x-forwarded-for": "203.0.113.7" },
    });
    expect(answer.json<{ message: string }>().message).toContain("đã được dùng");
  },
);

it("lets nobody try codes without end", async ({ open }) => {
  const web = await open();
  const answers: Response[] = [];
  for (let tries = 0; tries < 25; tries += 1) {
    answers.push(await web.post("/login", { code: "x" }));
  }
  expect(answers.filter(({ statusCode }) => statusCode === 429)).toHaveLength(5);
  expect(answers.at(-1)?.json<{ message: string }>().message).toContain("quá nhiều lần");
});

it("ends a session that is revoked, unlinked, expired, or whose person left", async ({ open }) => {
  const web = await open();
  const ends = [
    "update web_sessions set revoked_at = now()",
    "update chat_links set unlinked_at = now()",
    "update web_sessions set expires_at = now() - interval '1 second'",
    "update staff set is_active = false",
  ];
  for (const statement of ends) {
    await web.enter();
    expect((await web.get("/chat/history")).statusCode).toBe(200);
    await web.pool.query(statement);
    expect((await web.get("/chat/history")).statusCode, statement).toBe(401);
  }
});

it("prolongs a session in use, cookie and all, at most once an hour", async ({ open }) => {
  const web = await open();
  await web.enter();
  expect((await web.get("/chat/history")).cookies).toEqual([]);
  await web.pool.query(
    "update web_sessions set seen_at = now() - interval '2 hours', expires_at = now() + interval '1 day'",
  );
  expect((await web.get("/chat/history")).cookies[0]?.maxAge).toBe(30 * 86_400);
  const { rows } = await web.pool.query(
    "select expires_at > now() + interval '29 days' as long from web_sessions",
  );
  expect(rows).toEqual([{ long: true }]);
});

it("takes a write only from our own pages, or from what is no browser", async ({ open }) => {
  const web = await open();
  await web.enter();
  const cases: [Record<string, string>, number, string][] = [
    [{ "sec-fetch-site": "cross-site" }, 403, "another site asks"],
    [{ "sec-fetch-site": "same-site" }, 403, "a neighbour asks"],
    [{ origin: "https://evil.example" }, 403, "another origin asks"],
    [{ origin: "null" }, 403, "a sandboxed page asks"],
    [{ "sec-fetch-site": "same-origin" }, 202, "our page asks"],
    [{ origin: "http://localhost" }, 202, "our page asks"],
    [{}, 202, "no browser asks"],
  ];
  for (const [index, [headers, status, because]] of cases.entries()) {
    const before = await count(web, "inbound_updates");
    const message = { id: `message-${index}`, text: "a" };
    const answer = await web.post("/chat/messages", message, headers);
    expect(answer.statusCode, because).toBe(status);
    const stored = (await count(web, "inbound_updates")) - before;
    expect(stored, because).toBe(status === 202 ? 1 : 0);
  }
});

it("stores what is said before it answers, and shows it with the reply", async ({ open }) => {
  const web = await open(echo);
  await web.enter();
  expect((await web.post("/chat/messages", { id: "aaaaaaaa", text: " 18/20 " })).statusCode).toBe(
    202,
  );
  const choice = { key: "leaf:1.1.3", label: "Chấm tiếp" };
  await web.post("/chat/messages", { id: "bbbbbbbb", choice });
  await web.settle();
  const { messages } = await history(web);
  expect(messages.map(({ from, text, id }) => [from, text, id])).toEqual([
    ["me", "18/20", "aaaaaaaa"],
    ["us", 'Đã nghe: {"kind":"text","text":"18/20"}', undefined],
    ["me", "Chấm tiếp", "bbbbbbbb"],
    ["us", expect.stringContaining('"key":"leaf:1.1.3"'), undefined],
  ]);
});

it("changes nothing when a message comes twice, even twenty times at once", async ({ open }) => {
  const web = await open(echo);
  await web.enter();
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => web.post("/chat/messages", { id: "aaaaaaaa", text: "một" })),
  );
  expect(answers.every(({ statusCode }) => statusCode === 202)).toBe(true);
  await web.settle();
  expect(await count(web, "inbound_updates")).toBe(1);
  expect(await count(web, "outbox")).toBe(1);
});

it("does not let one person use up another's message id", async ({ open }) => {
  const web = await open();
  await web.enter();
  await web.post("/chat/messages", { id: "aaaaaaaa", text: "của người thứ nhất" });
  const other = await open();
  await other.enter();
  await other.post("/chat/messages", { id: "aaaaaaaa", text: "của người thứ hai" });
  expect((await history(other)).messages).toMatchObject([{ text: "của người thứ hai" }]);
});

it("refuses messages of a wrong shape", async ({ open }) => {
  const web = await open();
  await web.enter();
  const wrong = [
    {},
    { id: "aaaaaaaa" },
    { id: "ngắn", text: "a" },
    { id: "aaaaaaaa", text: "   " },
    { id: "aaaaaaaa", text: "x".repeat(10_001) },
    { id: "aaaaaaaa", choice: { key: "" } },
    { id: "aaaaaaaa", kind: "file", ref: "up_00000000000000000000000000000000" },
    [],
  ];
  for (const message of wrong) {
    const { statusCode } = await web.post("/chat/messages", message);
    expect(statusCode, JSON.stringify(message)).toBe(400);
  }
  expect(await count(web, "inbound_updates")).toBe(0);
});

it("pages the history upwards without losing or doubling a message", async ({ open }) => {
  const web = await open(echo);
  await web.enter();
  for (let index = 0; index < 60; index += 1) {
    await web.post("/chat/messages", { id: `message-${index}`, text: String(index) });
    if (index % 7 === 0) await web.settle();
  }
  await web.settle();
  const pages: History[] = [await history(web)];
  for (let before = pages[0]?.before; before; before = pages.at(-1)?.before) {
    pages.push(await history(web, `?before=${before}`));
  }
  const all = pages.reverse().flatMap(({ messages }) => messages);
  const said = all.filter(({ from }) => from === "me").map(({ text }) => Number(text));
  expect(said).toEqual(Array.from({ length: 60 }, (_, index) => index));
  expect(new Set(all.map(({ key }) => key)).size).toBe(120);
  expect(pages).toHaveLength(4);
});

it("gives what came after a cursor, also what became visible late", async ({ open }) => {
  const web = await open();
  await web.enter();
  const chat = webChatOf(web.persona.staffId);
  const late = await web.pool.connect();
  await late.query("begin");
  await late.query(
    "insert into outbox (channel, bot, chat_id, body) values ('web', 'web', $1, $2)",
    [chat.chatId, JSON.stringify({ reply: { text: "viết trước, hiện sau" } })],
  );
  await say(web.pool, chat, { text: "viết sau, hiện trước" });
  const first = await history(web);
  expect(first.messages.map(({ text }) => text)).toEqual(["viết sau, hiện trước"]);
  await late.query("commit");
  late.release();
  const second = await history(web, `?after=${first.after}`);
  expect(second.messages.map(({ text }) => text)).toContain("viết trước, hiện sau");
});

it("keeps a file of the chat aside and names it in the inbox", async ({ open }) => {
  const web = await open();
  await web.enter();
  const url = "/chat/files?id=aaaaaaaa&group=bbbbbbbb";
  const sent = await web.postFile(url, "C:\\Báo cáo quý I.pdf", aPdf());
  expect(sent.statusCode).toBe(202);
  const again = await web.postFile(url, "C:\\Báo cáo quý I.pdf", aPdf());
  expect(again.statusCode).toBe(202);
  const { rows } = await web.pool.query<{ payload: { ref: string } }>(
    "select payload from inbound_updates",
  );
  expect(rows).toMatchObject([
    {
      payload: { kind: "file", name: "Báo cáo quý I.pdf", size: aPdf().length, group: "bbbbbbbb" },
    },
  ]);
  expect(await readdir(path.join(web.dataDir, "uploads"))).toEqual([rows[0]?.payload.ref]);
  expect((await history(web)).messages[0]?.file).toEqual({
    name: "Báo cáo quý I.pdf",
    size: aPdf().length,
  });
});

it("refuses a file above a hundred megabytes by what it says of itself", async ({ open }) => {
  const web = await open();
  await web.enter();
  const answer = await web.postFile("/chat/files?id=aaaaaaaa", "a.pdf", aPdf(), {
    "content-length": "104930000",
  });
  expect(answer.statusCode).toBe(413);
  expect(answer.json<{ message: string }>().message).toContain("100 MB");
});

it("shows the one-time page with the code and the agency, and no more", async ({ open }) => {
  const web = await open();
  const page = await web.get(await anUploadLink(web.pool, web.persona), html);
  expect(page.statusCode).toBe(200);
  expect(page.body).toContain("2.1.3");
  expect(page.body).toContain("Sở Thử nghiệm");
  expect(page.body).not.toContain(web.persona.name);
  expect(page.body).not.toContain("Kế hoạch");
});

it("puts the page's one file into the lane of the chat that asked for it", async ({ open }) => {
  const drained: unknown[] = [];
  const web = await open(undefined, { wake: (chat) => drained.push(chat) });
  const link = await anUploadLink(web.pool, web.persona);
  const answers = await Promise.all(
    Array.from({ length: 5 }, () => web.postFile(link, "Kế hoạch.pdf", aPdf())),
  );
  expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 410, 410, 410, 410]);
  const { rows } = await web.pool.query<{ payload: { upload: { ref: string } } }>(
    "select channel, bot, chat_id, payload from inbound_updates",
  );
  expect(rows).toEqual([
    {
      ...{ channel: "telegram", bot: "77", chat_id: "4242" },
      payload: {
        upload: {
          ref: expect.stringMatching(/^up_[0-9a-f]{32}$/) as string,
          name: "Kế hoạch.pdf",
          size: aPdf().length,
          code: "2.1.3",
          wanted: "Kế hoạch",
        },
      },
    },
  ]);
  expect(drained).toEqual([{ channel: "telegram", bot: "77", chatId: "4242" }]);
  expect(await readdir(path.join(web.dataDir, "uploads"))).toEqual([rows[0]?.payload.upload.ref]);
  expect((await web.get(link, html)).statusCode).toBe(410);
});

it("says at once why a file is refused, and lets another be sent", async ({ open }) => {
  const web = await open();
  const link = await anUploadLink(web.pool, web.persona);
  const refused = await web.postFile(link, "a.pdf", Buffer.from("MZ"), html);
  expect(refused.statusCode).toBe(422);
  expect(refused.body).toContain("chương trình");
  expect(await readdir(path.join(web.dataDir, "uploads"))).toEqual([]);
  const taken = await web.postFile(link, "a.pdf", aPdf(), html);
  expect(taken.statusCode).toBe(200);
  expect(taken.body).toContain("Đã nhận");
});

it("closes the page when its time is over, it was used, or its owner left", async ({ open }) => {
  const web = await open();
  const ends = [
    "update upload_links set expires_at = now() - interval '1 second'",
    "update upload_links set used_at = now()",
    "update staff set is_active = false",
  ];
  const link = await anUploadLink(web.pool, web.persona);
  for (const statement of ends) {
    await web.pool.query(
      "update upload_links set expires_at = now() + interval '1 minute', used_at = null",
    );
    expect((await web.get(link, html)).statusCode).toBe(200);
    await web.pool.query(statement);
    expect((await web.get(link, html)).statusCode, statement).toBe(410);
    expect((await web.postFile(link, "a.pdf", aPdf())).statusCode, statement).toBe(410);
  }
});

it("shows a picture to whom it was sent, and to nobody else", async ({ open }) => {
  const web = await open();
  const own = await aPicture(web, web.persona.staffId, "of mine");
  const foreign = await aPicture(web, randomUUID(), "of another");
  expect((await web.get(`/chat/pictures/${own}`)).statusCode).toBe(401);

  await web.enter();
  const { rawPayload, headers, statusCode } = await web.get(`/chat/pictures/${own}`);
  expect([statusCode, rawPayload.toString()]).toEqual([200, "of mine"]);
  expect(headers).toMatchObject({
    "content-type": "image/png",
    "cache-control": "private, max-age=86400, immutable",
    "x-content-type-options": "nosniff",
  });
  for (const id of [foreign, randomUUID(), "1"]) {
    const { statusCode: refused, body } = await web.get(`/chat/pictures/${id}`);
    expect([refused, body]).toEqual([404, expect.stringContaining("Không có hình này")]);
  }
});

/** A picture that was sent to a chat of the web page. */
async function aPicture({ pool }: Web, chatId: string, png: string): Promise<string> {
  const { rows } = await pool.query<{ id: string }>(
    "insert into pictures (png, width, height, created_at) values ($1, 2, 2, now()) returning id",
    [Buffer.from(png)],
  );
  const [{ id } = { id: "" }] = rows;
  await pool.query(
    "insert into outbox (channel, bot, chat_id, body) values ('web', 'web', $1, $2)",
    [chatId, JSON.stringify({ reply: { text: "", picture: { id } } })],
  );
  return id;
}

async function someEvidence(
  web: Web,
  name = 'Báo cáo "quý I".pdf',
  file: Uint8Array = aPdf(),
): Promise<string> {
  await anUploadLink(web.pool, web.persona);
  async function* content() {
    yield await Promise.resolve(file);
  }
  const kept = await web.deps.files.keep(content(), { name: "a.pdf", maxBytes: 10_000 });
  if (kept.kind !== "kept") throw new Error("the sample was refused");
  const { sha256, size, mime } = kept.file;
  await web.pool.query("insert into blobs (sha256, size, mime) values ($1, $2, $3)", [
    sha256,
    size,
    mime,
  ]);
  const { rows } = await web.pool.query<{ id: string }>(
    `insert into evidence (round_id, agency_id, code, status, file_name, sha256, receipt, added_at)
     select round_id, agency_id, '2.1.3', 'kept', $1, $2, 'ABCDEFGHJK', now() from round_agencies
     returning id`,
    [name, sha256],
  );
  return `/evidence/${rows[0]?.id ?? ""}`;
}

it("hands an agency its own evidence, and writes down who took it", async ({ open }) => {
  const web = await open();
  await web.enter();
  const answer = await web.get(await someEvidence(web));
  expect(answer.statusCode).toBe(200);
  expect(answer.rawPayload.equals(aPdf())).toBe(true);
  expect(answer.headers).toMatchObject({
    "content-type": "application/pdf",
    "x-content-type-options": "nosniff",
    "content-security-policy": "sandbox; default-src 'none'",
    "content-disposition": `attachment; filename="Bao cao _quy I_.pdf"; filename*=UTF-8''B%C3%A1o%20c%C3%A1o%20%22qu%C3%BD%20I%22.pdf`,
  });
  const { rows } = await web.pool.query("select staff_id from evidence_downloads");
  expect(rows).toEqual([{ staff_id: web.persona.staffId }]);
});

/** The persona goes to another agency, as one who reads everybody's evidence. */
async function becomeReader({ pool, persona }: Web): Promise<void> {
  await pool.query(
    `with moved as (insert into agencies (code, name, group_code) values ('DOC', 'Sở Đọc', 'so')
       returning id)
     update staff set agency_id = moved.id, full_name = 'Đỗ Thị Ánh' from moved where staff.id = $1`,
    [persona.staffId],
  );
  await pool.query("update staff_roles set role = 'coordinator' where staff_id = $1", [
    persona.staffId,
  ]);
}

it("marks every page that leaves the agency with its reader and the time", async ({ open }) => {
  const web = await open();
  await web.enter();
  const document = await PDFDocument.create();
  for (const page of [document.addPage(), document.addPage()]) page.drawText("Bao cao");
  const evidence = await someEvidence(web, "a.pdf", await document.save());
  await becomeReader(web);
  const before = Date.now();
  const answer = await web.get(evidence);
  expect(answer.statusCode).toBe(200);
  expect(answer.headers).toMatchObject({
    "x-cham-mark": "marked",
    "content-length": String(answer.rawPayload.length),
  });
  const pages = await readPdfText(answer.rawPayload);
  const [first = [], second = []] = pages.map((texts) => texts.filter((text) => text !== ""));
  expect(second).toEqual(first);
  expect(first).toHaveLength(3);
  const times = [before, Date.now()].map((at) => localTime(new Date(at).toISOString()));
  expect(
    times.map(({ time, date }) => `Đỗ Thị Ánh · Sở Đọc · ${time} ngày ${date} · Chấm`),
  ).toContain(first[0]);
  expect(await marksOf(web)).toEqual(["marked"]);
});

it("hands out what cannot be marked all the same, and says so in the trail", async ({ open }) => {
  const web = await open(undefined, { stamper: openPdfStamper({ maxBytes: 100, maxMs: 1000 }) });
  await web.enter();
  const evidence = await someEvidence(web);
  await becomeReader(web);
  const answer = await web.get(evidence);
  expect(answer.rawPayload.equals(aPdf())).toBe(true);
  expect(answer.headers["x-cham-mark"]).toBe("tooLarge");
  await web.pool.query("update blobs set mime = 'image/png'");
  expect((await web.get(evidence)).headers["x-cham-mark"]).toBe("notPdf");
  expect(await marksOf(web)).toEqual(["tooLarge", "notPdf"]);
});

async function marksOf({ pool }: Web): Promise<readonly string[]> {
  const { rows } = await pool.query<{ mark: string }>(
    "select mark from evidence_downloads order by at",
  );
  return rows.map(({ mark }) => mark);
}

it("opens evidence by a signed link, for its person and 15 minutes", async ({ open }) => {
  const web = await open();
  await web.enter();
  const plain = await someEvidence(web);
  const evidenceId = plain.slice("/evidence/".length);
  const { linkKey } = web.deps;
  const sign = (staffId: string, minutesAgo: number): string =>
    signEvidenceLink(linkKey, { evidenceId, staffId }, new Date(Date.now() - minutesAgo * 60_000));
  expect((await web.get(sign(web.persona.staffId, 0))).statusCode).toBe(200);
  expect((await web.get(sign(web.persona.staffId, 16))).statusCode).toBe(410);
  expect((await web.get(sign("another-person", 0))).statusCode).toBe(404);
  expect((await web.get(`${sign(web.persona.staffId, 0)}x`)).statusCode).toBe(404);
  expect(await count(web, "evidence_downloads")).toBe(1);
});

it("hides evidence of others as if it were not there", async ({ open }) => {
  const web = await open();
  const evidence = await someEvidence(web);
  expect((await web.get(evidence)).statusCode).toBe(401);
  const stranger = await open();
  await stranger.enter();
  expect((await stranger.get(evidence)).statusCode).toBe(404);
  expect((await stranger.get("/evidence/khong-co")).statusCode).toBe(404);
  expect(await count(web, "evidence_downloads")).toBe(0);
});

it("lets no page load, frame or run anything from elsewhere", async ({ open }) => {
  const web = await open();
  for (const url of ["/login", "/assets/chat.js", "/healthz"]) {
    const policy = String((await web.get(url, html)).headers["content-security-policy"]);
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain("unsafe");
  }
  const page = (await web.get("/login", html)).body;
  expect(page).not.toMatch(/<script(?![^>]*src=)|\son\w+=|\sstyle=/);
});

it("does not let a name become markup", async ({ open }) => {
  const web = await open();
  await web.pool.query("update staff set full_name = '<img src=x>&amp;'");
  await web.enter();
  expect((await web.get("/chat", html)).body).toContain("&lt;img src=x&gt;&amp;amp;");
});

it("answers a fault with a sentence: a page to a browser, JSON to a program", async ({ open }) => {
  const lines: string[] = [];
  const broken = new Error("secret detail of the fault");
  const web = await open(undefined, { personas: () => Promise.reject(broken) });
  const asPage = await web.get("/login", html);
  expect(asPage.statusCode).toBe(500);
  expect(asPage.body).toContain("Hệ thống gặp lỗi");
  const asJson = await web.post("/demo/enter", {});
  expect(asJson.json()).toEqual({ message: expect.stringContaining("Hệ thống gặp lỗi") as string });
  expect(asPage.body + asJson.body + lines.join()).not.toContain("secret");
  expect((await web.get("/khong-co", html)).body).toContain("Không tìm thấy");
  expect((await web.get("/khong-co")).json()).toHaveProperty("message");
});

it("is ready when all its parts are, and names the one that is not", async ({ open }) => {
  const well = await open(undefined, {
    health: {
      parts: { database: () => Promise.resolve(), files: () => Promise.resolve() },
      channels: () => ["Telegram tắt: chưa có TELEGRAM_BOT_TOKEN"],
    },
  });
  const ready = await well.get("/readyz");
  expect([ready.statusCode, ready.json()]).toEqual([
    200,
    {
      ready: true,
      parts: { database: "ok", files: "ok" },
      channels: ["Telegram tắt: chưa có TELEGRAM_BOT_TOKEN"],
    },
  ]);
  const ill = await open(undefined, {
    health: {
      parts: {
        database: () => Promise.resolve(),
        files: () => Promise.reject(new Error("ENOSPC /srv")),
      },
      channels: () => [],
    },
  });
  const notReady = await ill.get("/readyz");
  expect([notReady.statusCode, notReady.json<{ parts: unknown }>().parts]).toEqual([
    503,
    { database: "ok", files: "not ready" },
  ]);
  expect(notReady.body).not.toContain("/srv");
  expect((await ill.get("/healthz")).statusCode).toBe(200);
  expect((await ill.get("/version")).json()).toEqual({ name: "cham", version: "0.0.0-test" });
});

/** Reads server-sent events one by one. */
async function* eventsOf(response: globalThis.Response) {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const piece of response.body as unknown as AsyncIterable<Uint8Array>) {
    const parts = (rest + decoder.decode(piece, { stream: true })).split("\n\n");
    rest = parts.pop() ?? "";
    for (const part of parts.filter((each) => each.includes("event:"))) {
      const fields = part.split("\n").map((line) => line.split(/: (.*)/s));
      yield Object.fromEntries(fields) as { id: string; event: string; data: string };
    }
  }
}

async function listening(web: Web) {
  const entered = await web.post("/demo/enter", { staffCode: web.persona.staffCode });
  const address = await web.listen();
  const cookie = `cham_session=${entered.cookies[0]?.value ?? ""}`;
  return {
    address,
    cookie,
    events: async (headers: Record<string, string> = {}) =>
      eventsOf(await fetch(`${address}/chat/events`, { headers: { cookie, ...headers } })),
  };
}

it("tells news as they come, and after a cut only what was missed", async ({ open }) => {
  const web = await open();
  const { events } = await listening(web);
  const chat = webChatOf(web.persona.staffId);
  const first = await events();
  await say(web.pool, chat, { text: "một" });
  const heard = (await first.next()).value;
  expect(JSON.parse(heard?.data ?? "")).toMatchObject({ from: "us", text: "một" });
  await first.return(undefined);

  await say(web.pool, chat, { text: "hai" });
  // What is older than a minute is not given again.
  await web.pool.query("update outbox set created_at = created_at - interval '2 minutes'");
  const second = await events({ "last-event-id": heard?.id ?? "" });
  const missed = (await second.next()).value;
  expect(JSON.parse(missed?.data ?? "")).toMatchObject({ text: "hai" });
  await second.return(undefined);
});

it("closes at once although pages are listening", async ({ open }) => {
  const web = await open();
  const { events } = await listening(web);
  const streams = await Promise.all([events(), events(), events()]);
  const began = performance.now();
  await web.app.close();
  expect(performance.now() - began).toBeLessThan(1_000);
  for (const stream of streams) expect((await stream.next()).done).toBe(true);
});

it("leaves nothing of an upload that broke off", async ({ open }) => {
  const web = await open();
  const { address, cookie } = await listening(web);
  const stop = new AbortController();
  async function* half() {
    yield await Promise.resolve(aForm("a.pdf", Buffer.alloc(300_000)).body.subarray(0, 200_000));
    stop.abort();
  }
  const sending = fetch(`${address}/chat/files?id=aaaaaaaa`, {
    method: "POST",
    headers: { cookie, ...aForm("a.pdf", aPdf()).headers },
    body: half(),
    signal: stop.signal,
    duplex: "half",
  });
  await expect(sending).rejects.toThrow();
  await web.app.close();
  expect(await count(web, "inbound_updates")).toBe(0);
  const left = await readdir(web.dataDir, { recursive: true, withFileTypes: true });
  expect(left.filter((each) => each.isFile())).toEqual([]);
});
