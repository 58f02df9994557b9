import http from "node:http";
import type { AddressInfo } from "node:net";
import { InputFile } from "grammy";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type FakeTelegram, startFakeTelegram } from "../../../scripts/fakes/telegram.ts";
import { keepAliveFetch } from "./keep-alive-fetch.ts";
import { telegramApi } from "./telegram-api.ts";

let fake: FakeTelegram;

beforeEach(async () => {
  fake = await startFakeTelegram();
});
afterEach(async () => {
  await fake.stop();
});

describe("keepAliveFetch", () => {
  it("uses one connection for calls one after the other", async () => {
    let connections = 0;
    const server = http.createServer((_request, response) => response.end('{"ok":true}'));
    server.on("connection", () => (connections += 1));
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const root = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const call = keepAliveFetch(root);
    for (const name of ["a", "b", "c"]) {
      const answer = await call(`${root}/${name}`, { method: "POST", body: "{}" });
      expect(await answer.json()).toEqual({ ok: true });
    }
    expect(connections).toBe(1);
    server.closeAllConnections();
    server.close();
  });

  it("sends a file as grammY streams it", async () => {
    const user = fake.user({ id: 4242 });
    const content = Buffer.alloc(300_000, "ă");
    await telegramApi(fake).sendDocument(4242, new InputFile(content, "bao-cao.txt"), {
      caption: "Báo cáo",
    });
    expect(user.sent).toMatchObject([
      { caption: "Báo cáo", document: { file_name: "bao-cao.txt", file_size: 300_000 } },
    ]);
  });

  it("gives up a call that takes too long", async () => {
    fake.user({ id: 4242 });
    fake.failNext("sendMessage", { delayMs: 3_600_000 });
    await expect(telegramApi(fake, 0.02).sendMessage(4242, "x")).rejects.toThrow("sendMessage");
  });

  it("breaks a call off when told to, before it begins and while it waits", async () => {
    const api = telegramApi(fake);
    type Signal = Parameters<typeof api.getUpdates>[1];
    const breaker = new AbortController();
    const waiting = api.getUpdates({ timeout: 20 }, breaker.signal as unknown as Signal);
    await fake.nextCall("getUpdates");
    breaker.abort();
    await expect(waiting).rejects.toThrow("getUpdates");
    const late = api.getUpdates({ timeout: 20 }, breaker.signal as unknown as Signal);
    await expect(late).rejects.toThrow("getUpdates");
  });
});
