import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readCommand } from "../../../core/conversation/reading/read-command.ts";
import { type FakeTelegram, startFakeTelegram } from "../../../scripts/fakes/telegram.ts";
import { setTelegramCommands } from "./telegram-commands.ts";
import { deleteTelegramWebhook, setTelegramWebhook } from "./telegram-webhook-address.ts";

let fake: FakeTelegram;

beforeEach(async () => {
  fake = await startFakeTelegram();
});
afterEach(async () => {
  await fake.stop();
});

async function ask(method: string): Promise<unknown> {
  const response = await fetch(`${fake.apiRoot}/bot${fake.token}/${method}`);
  return ((await response.json()) as { result: unknown }).result;
}

describe("setTelegramCommands", () => {
  it("lists the same commands in Vietnamese for all and in English for those who read it", async () => {
    await setTelegramCommands(fake);
    const [vi, en] = (await Promise.all([
      ask("getMyCommands"),
      ask("getMyCommands?language_code=en"),
    ])) as { command: string; description: string }[][];

    expect(vi?.map(({ command }) => command)).toEqual(en?.map(({ command }) => command));
    expect(vi).toContainEqual({ command: "nop", description: "Kiểm tra và nộp kết quả tự chấm" });
    expect(en).toContainEqual({ command: "nop", description: "Check and submit self-scoring" });
  });

  it("lists only commands that the talk understands", async () => {
    await setTelegramCommands(fake);
    const listed = (await ask("getMyCommands")) as { command: string }[];
    expect(listed.filter(({ command }) => readCommand(`/${command}`) === null)).toEqual([]);
  });

  it("fails without naming the token", async () => {
    fake.failNext("setMyCommands", { dropConnection: true });
    const failing = setTelegramCommands(fake);
    await expect(failing).rejects.not.toThrow(fake.token.split(":")[1]);
    await expect(failing).rejects.toThrow("command list");
  });
});

describe("setTelegramWebhook", () => {
  it("gives Telegram the address and the secret, and takes them back", async () => {
    const url = "https://cham.example.vn/webhooks/telegram/1000001";
    await setTelegramWebhook(fake, { url, secret: "mot-bi-mat-cua-may-chu" });
    expect(fake.calls.at(-1)?.payload).toMatchObject({ secret_token: "mot-bi-mat-cua-may-chu" });
    expect(await ask("getWebhookInfo")).toMatchObject({
      url,
      allowed_updates: ["message", "callback_query", "my_chat_member"],
    });

    await deleteTelegramWebhook(fake);
    expect(await ask("getWebhookInfo")).toMatchObject({ url: "" });
  });

  it("says why Telegram refuses an address", async () => {
    const webhook = { url: "http://cham.example.vn/", secret: "mot-bi-mat-cua-may-chu" };
    await expect(setTelegramWebhook(fake, webhook)).rejects.toThrow("HTTPS");
  });
});
