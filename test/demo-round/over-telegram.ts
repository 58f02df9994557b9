import type pg from "pg";
import { freshCode, issueCode } from "../../adapters/db/access-code-repository.ts";
import { startFakeTelegram } from "../../scripts/fakes/telegram.ts";
import { aProduct } from "../product.ts";
import { shippedScheme } from "../shipped-schemes.ts";
import { lastOf, openDoor, pressing, saying, telling } from "../e2e/whole-talk/door.ts";
import { knownLeaves } from "../e2e/whole-talk/leaf-facts.ts";
import { anOfficerWho, answerAll } from "../e2e/whole-talk/officer.ts";
import { telegramChannel } from "../e2e/whole-talk/telegram-channel.ts";

const secret = "a secret of the round over Telegram";

/** Lets an agency's officer score every leaf over the wire, by the built bot and worker. */
export async function playOverTelegram(about: {
  readonly pool: pg.Pool;
  readonly url: string;
  readonly agencyCode: string;
}): Promise<void> {
  const { pool, url, agencyCode } = about;
  const telegram = await startFakeTelegram({ token: "123:AAE-fake_token-of_the-test_bot" });
  const product = await aProduct({
    ...{ DATABASE_URL: url, CHAM_SECRET: secret, TELEGRAM_MODE: "polling" },
    ...{ TELEGRAM_BOT_TOKEN: telegram.token, TELEGRAM_API_ROOT: telegram.apiRoot },
  });
  try {
    await Promise.all([product.startBot(), product.startWorker()]);
    const door = openDoor(telegramChannel(telegram, 777));
    await telling([door], async () => {
      await door.ask(saying(await invite(pool, agencyCode)));
      const officer = anOfficerWho(knownLeaves(await shippedScheme("so-2025")));
      await answerAll(door, officer, lastOf(await door.ask(pressing("Bắt đầu"))));
      await filesKept(pool);
      await door.ask(saying("/nop"));
      await door.ask(pressing("Đồng ý trình"));
    });
  } finally {
    await product.close();
    await telegram.stop();
  }
}

async function invite(pool: pg.Pool, agencyCode: string): Promise<string> {
  const { rows } = await pool.query<{ id: string }>("select id from staff where code = $1", [
    `${agencyCode.toLowerCase()}.cv1`,
  ]);
  const code = freshCode();
  const staffId = rows[0]?.id ?? "";
  await issueCode(pool, secret, {
    ...{ staffId, purpose: "invitation", code, issuedBy: null, now: new Date() },
  });
  return code;
}

async function filesKept(pool: pg.Pool): Promise<void> {
  for (;;) {
    const { rowCount } = await pool.query(
      "select 1 where not exists (select from evidence where status = 'fetching')",
    );
    if (rowCount) return;
    await pool.query("select pg_sleep(0.02)");
  }
}
