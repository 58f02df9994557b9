import { writeFile } from "node:fs/promises";
import path from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import type { Reply } from "../../core/conversation/turn.ts";
import { axeViolations, describeInBrowser, openBrowser } from "../browser.ts";
import { cloneDatabase } from "../db.ts";
import { aPdf } from "../sample-files.ts";
import { anUploadLink, aPersona, say, startWebServer, type TestWebServer } from "../web-server.ts";
import { webChatOf } from "../../bot/http/web-chat.ts";

type Persona = Awaited<ReturnType<typeof aPersona>>;

/** Stands for the bot: greets with buttons, and says what it heard. */
function answer(payload: unknown): readonly Reply[] {
  const heard = payload as { kind: string; text?: string; label?: string; name?: string };
  if (heard.text === "/batdau") {
    return [
      { text: "Kỳ đánh giá năm 2025 đang mở đến ngày 31/12/2025." },
      {
        title: "Tiêu chí 1.1.3",
        text: "Mức độ hoàn thành kế hoạch. Anh/chị cho biết số nhiệm vụ đã hoàn thành trên tổng số.\nXem thêm: https://example.com/huong-dan.",
        choices: [
          [
            { key: "skip", label: "Bỏ qua" },
            { key: "help", label: "Hướng dẫn" },
          ],
          [{ key: "back", label: "Quay lại danh sách tiêu chí của lĩnh vực" }],
        ],
        link: { label: "Gửi tệp lớn", url: "/upload/abc" },
      },
    ];
  }
  return [{ text: `Tôi đã ghi: ${heard.text ?? heard.label ?? heard.name ?? "?"}` }];
}

describeInBrowser("the web chat in a browser", () => {
  let database: Awaited<ReturnType<typeof cloneDatabase>>;
  let server: TestWebServer;
  let address: string;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let persona: Persona;
  const personas: Persona[] = [];

  beforeAll(async () => {
    database = await cloneDatabase();
    server = await startWebServer(database.url, answer, {
      personas: () => Promise.resolve(personas),
    });
    address = await server.listen();
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await server.close();
    await database.drop();
  });
  afterEach(() => context.close());
  beforeEach(async () => {
    persona = await aPersona(server.pool, "Trần Văn Bưởi");
    personas.splice(0, personas.length, persona);
    context = await browser.newContext({ locale: "vi-VN", bypassCSP: true });
    page = await context.newPage();
    page.setDefaultTimeout(15_000);
  });

  async function enter(): Promise<void> {
    await page.goto(`${address}/login`);
    await page.getByRole("button", { name: persona.name }).click();
    await page.waitForURL("**/chat");
    await page.getByRole("status").getByText("Đang trực tuyến").waitFor();
  }

  async function type(text: string): Promise<void> {
    await page.getByLabel("Tin nhắn").fill(text);
    await page.getByLabel("Tin nhắn").press("Enter");
  }

  function bubble(text: string) {
    return page.locator(".bubble", { hasText: text });
  }

  it("carries a talk: text, button, file, and its history after a reload", async () => {
    await enter();
    await page.getByRole("button", { name: "Bắt đầu" }).click();
    await page.getByRole("button", { name: "Hướng dẫn" }).click();
    await bubble("Tôi đã ghi: Hướng dẫn").waitFor();
    await type("18/20");
    await bubble("Tôi đã ghi: 18/20").waitFor();
    await page
      .locator("#file")
      .setInputFiles({ name: "Báo cáo quý.pdf", mimeType: "application/pdf", buffer: aPdf() });
    await bubble("Tôi đã ghi: Báo cáo quý.pdf").waitFor();
    const before = await page.locator(".bubble").allInnerTexts();

    await page.reload();
    await bubble("Tôi đã ghi: Báo cáo quý.pdf").waitFor();
    expect(await page.locator(".bubble").allInnerTexts()).toEqual(before);
    expect(before).toHaveLength(9);
    expect(await axeViolations(page)).toEqual([]);
  });

  it("takes files that are dropped, as one group, and a pasted picture", async () => {
    await enter();
    await page.evaluate(`(() => {
      const dropped = new DataTransfer();
      dropped.items.add(new File(["một"], "a.txt"));
      dropped.items.add(new File(["hai"], "b.txt"));
      const talk = document.getElementById("talk");
      talk.dispatchEvent(new DragEvent("drop", { dataTransfer: dropped, bubbles: true, cancelable: true }));
      const pasted = new DataTransfer();
      pasted.items.add(new File(["ba"], "image.png", { type: "image/png" }));
      const paste = new ClipboardEvent("paste", { clipboardData: pasted, bubbles: true, cancelable: true });
      document.getElementById("text").dispatchEvent(paste);
    })()`);
    await bubble("Tôi đã ghi: anh-dan-").waitFor();
    const { rows } = await server.pool.query<{ payload: { name: string; group: string | null } }>(
      "select payload from inbound_updates where chat_id = $1 order by id",
      [persona.staffId],
    );
    const [first, second, third] = rows.map(({ payload }) => payload);
    expect([first?.name, second?.name]).toEqual(["a.txt", "b.txt"]);
    expect(first?.group).toBe(second?.group);
    expect(first?.group).toBeTruthy();
    expect(third?.group).toBeNull();
  });

  it("says when a message did not get through, and sends it once when tried again", async () => {
    await enter();
    await context.setOffline(true);
    await type("gửi khi mất mạng");
    await page.getByText("Đang gửi…").waitFor();
    await page.getByText("Chưa gửi được").waitFor();
    await context.setOffline(false);
    await page.getByRole("button", { name: "Thử lại" }).click();
    await bubble("Tôi đã ghi: gửi khi mất mạng").waitFor();
    await page.getByText("Chưa gửi được").waitFor({ state: "detached" });
  });

  it("does not double a message whose answer was lost", async () => {
    await enter();
    let isLost = false;
    await page.route("**/chat/messages", async (route) => {
      if (isLost) return route.continue();
      isLost = true;
      await route.fetch();
      await route.abort();
    });
    await type("một lần thôi");
    await bubble("Tôi đã ghi: một lần thôi").waitFor();
    await page.getByText("Đang gửi…").waitFor({ state: "detached" });
    await server.settle();
    await page.reload();
    await bubble("Tôi đã ghi: một lần thôi").waitFor();
    expect(await bubble("một lần thôi").count()).toBe(2);
  });

  it("shows at once what another process replies, also after the stream was cut", async () => {
    await enter();
    await say(server.pool, webChatOf(persona.staffId), { text: "Nhắc việc: còn 2 ngày" });
    await bubble("Nhắc việc: còn 2 ngày").waitFor();
    await context.setOffline(true);
    await say(server.pool, webChatOf(persona.staffId), { text: "Nhắc việc: còn 1 ngày" });
    await context.setOffline(false);
    await bubble("Nhắc việc: còn 1 ngày").waitFor();
  });

  it("shows on a second page what is said on the first", async () => {
    await enter();
    const second = await context.newPage();
    await second.goto(`${address}/chat`);
    await second.getByRole("status").getByText("Đang trực tuyến").waitFor();
    await type("nói ở trang thứ nhất");
    await second.locator(".me .bubble", { hasText: "nói ở trang thứ nhất" }).waitFor();
    await second.locator(".us .bubble", { hasText: "nói ở trang thứ nhất" }).waitFor();
  });

  it("loads older messages upwards and keeps the reader's place", async () => {
    for (let index = 1; index <= 100; index += 1) {
      await say(server.pool, webChatOf(persona.staffId), { text: `Tin số ${index}.` });
    }
    await enter();
    expect(await page.locator(".bubble").count()).toBe(40);
    await bubble("Tin số 100.").waitFor();
    const older = page.getByRole("button", { name: "Xem tin nhắn cũ hơn" });
    // The page also loads by itself when its upper end comes in sight, and then the button may go.
    await expect
      .poll(async () => {
        if (await older.isVisible()) await older.click({ timeout: 1_000 }).catch(() => undefined);
        return page.locator(".bubble").count();
      })
      .toBe(100);
    await older.waitFor({ state: "hidden" });
    const texts = await page.locator(".bubble-text").allInnerTexts();
    expect(texts).toEqual(Array.from({ length: 100 }, (_, index) => `Tin số ${index + 1}.`));
  });

  it("shows each message in its place when many were sent within one millisecond", async () => {
    for (let index = 1; index <= 60; index += 1) {
      await say(server.pool, webChatOf(persona.staffId), { text: `Cùng lúc ${index}.` });
    }
    await server.pool.query(
      "update outbox set created_at = date_trunc('second', now()) where chat_id = $1",
      [persona.staffId],
    );
    await enter();
    await say(server.pool, webChatOf(persona.staffId), { text: "Tin sau cùng." });
    await bubble("Tin sau cùng.").waitFor();
    const texts = await page.locator(".bubble-text").allInnerTexts();
    const newest = Array.from({ length: 40 }, (_, index) => `Cùng lúc ${index + 21}.`);
    expect(texts).toEqual([...newest, "Tin sau cùng."]);
  });

  it("can be used with the keyboard alone", async () => {
    await page.goto(`${address}/login`);
    const focused = page.locator("button:focus", { hasText: persona.name });
    while ((await focused.count()) === 0) await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.getByRole("status").getByText("Đang trực tuyến").waitFor();
    await page.getByLabel("Tin nhắn").focus();
    await page.keyboard.type("/batdau");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Bỏ qua" }).waitFor();
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await bubble("Tôi đã ghi: Bỏ qua").waitFor();
  });

  it("leads to the login when the session ends", async () => {
    await enter();
    await server.pool.query("update web_sessions set revoked_at = now() where staff_id = $1", [
      persona.staffId,
    ]);
    await type("còn ở đó không?");
    await page.waitForURL("**/login");
  });

  it("runs under its own content security policy without a complaint", async () => {
    await context.close();
    context = await browser.newContext();
    page = await context.newPage();
    const complaints: string[] = [];
    page.on("console", (message) => {
      if (message.type() === "error") complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(error.message));
    await enter();
    await type("/batdau");
    await page.getByRole("button", { name: "Bỏ qua" }).waitFor();
    expect(complaints).toEqual([]);
  });

  it.each([
    { width: 390, height: 844, scheme: "light" },
    { width: 1280, height: 800, scheme: "light" },
    { width: 390, height: 844, scheme: "dark" },
  ] as const)("is accessible at $width px, $scheme", async ({ width, height, scheme }) => {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
    const folder = process.env["TEST_SCREENSHOTS"];
    const check = async (name: string) => {
      expect(await axeViolations(page), name).toEqual([]);
      const wide: unknown = await page.evaluate("document.documentElement.scrollWidth");
      expect.soft(wide, name).toBe(width);
      if (folder) {
        const file = path.join(folder, `${name}-${width}-${scheme}.png`);
        await writeFile(file, await page.screenshot());
      }
    };
    await page.goto(`${address}/login`);
    await check("login");
    await page.getByLabel("Mã mời hoặc mã liên kết").fill("SAI-MA-RỒI");
    await page.getByRole("button", { name: "Vào", exact: true }).click();
    await page.getByRole("alert").waitFor();
    await check("login-wrong");
    await page.goto(`${address}/upload/khong-co-lien-ket-nay`);
    await check("error");
    await page.goto(address + (await anUploadLink(server.pool, persona)));
    await check("upload");
    await page.getByLabel("Bấm để chọn tệp").setInputFiles({
      ...{ name: "Kế hoạch.pdf", mimeType: "application/pdf", buffer: aPdf("/Encrypt 1 0 R") },
    });
    await page.getByRole("button", { name: "Gửi tệp" }).click();
    await page.getByRole("alert").getByText("mật khẩu").waitFor();
    await check("upload-refused");
    await page.getByLabel("Kế hoạch.pdf").setInputFiles({
      ...{ name: "Kế hoạch.pdf", mimeType: "application/pdf", buffer: aPdf() },
    });
    await page.getByRole("button", { name: "Gửi tệp" }).click();
    await page.getByRole("heading", { name: "Đã nhận tệp" }).waitFor();
    await check("upload-done");
    await enter();
    await check("chat-empty");
    await type("/batdau");
    await page.getByRole("button", { name: "Bỏ qua" }).waitFor();
    await type("18/20");
    await page.locator("#file").setInputFiles({
      ...{ name: "Báo cáo kết quả thực hiện kế hoạch cải cách hành chính năm 2025.pdf" },
      ...{ mimeType: "application/pdf", buffer: aPdf() },
    });
    await bubble("Tôi đã ghi: Báo cáo").waitFor();
    await check("chat");
  });
});
