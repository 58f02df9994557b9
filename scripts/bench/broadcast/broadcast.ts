import { withClient } from "../chat/databases.ts";
import type { FakeProcess, Taken } from "../chat/fake-process.ts";

/** What is sent to whom. */
export interface About {
  /** The product's database. */
  readonly url: string;
  readonly bot: string;
  readonly messages: number;
}

/** How a broadcast went, by what reached Telegram. */
export interface Sent {
  /** From the first message of the broadcast to its last, by the machine's monotonic clock. */
  readonly beganMs: number;
  readonly endedMs: number;
  /** Messages of the broadcast, and answers meanwhile. */
  readonly bulk: number;
  readonly replies: number;
  /** The most messages within any second. */
  readonly busiest: number;
  /** Chats that had their reminder not exactly once. */
  readonly wrong: number;
}

/** How long nothing may come before the broadcast is given up. */
const patienceMs = 20_000;

/** Starts a broadcast and waits until it has all arrived. */
export async function broadcast(
  fake: FakeProcess,
  { messages }: About,
  begin: () => Promise<void>,
): Promise<Sent> {
  const all: Taken[] = [];
  const perChat = new Map<string, number>();
  let hear: (taken: readonly Taken[]) => void = () => undefined;
  const arrived = new Promise<void>((done, failed) => {
    let watchdog = setTimeout(failed, patienceMs, new Error("no reminder comes"));
    hear = (taken) => {
      for (const each of taken) {
        all.push(each);
        if (!isReminded(each.chat)) continue;
        perChat.set(each.chat, (perChat.get(each.chat) ?? 0) + 1);
        clearTimeout(watchdog);
        watchdog = setTimeout(failed, patienceMs, new Error(`${perChat.size} reminders came`));
      }
      if (perChat.size < messages) return;
      clearTimeout(watchdog);
      done();
    };
  });
  const unsubscribe = fake.onTaken((taken) => {
    hear(taken);
  });
  await begin();
  await arrived;
  unsubscribe();
  return summaryOf(all, messages - [...perChat.values()].filter((count) => count === 1).length);
}

/** Writes the reminders as bulk, as whatever reminds people does. */
export async function seedBroadcast({ url, bot, messages }: About): Promise<void> {
  const text =
    "Anh/chị còn 12 tiêu chí chưa tự chấm (18,5 điểm), hạn 17:00 ngày 28/01/2026, còn 2 ngày làm việc.";
  await withClient(url, (client) =>
    client.query(
      `insert into outbox (channel, bot, chat_id, body, is_bulk)
       select 'telegram', $1, $2 || n, $3, true from generate_series(1, $4::integer) n`,
      [
        ...[bot, firstDigits],
        JSON.stringify({ reply: { text }, editMessageId: null, callbackId: null }),
        messages,
      ],
    ),
  );
}

const firstDigits = "66600";

function isReminded(chat: string): boolean {
  return chat.startsWith(firstDigits);
}

function summaryOf(all: readonly Taken[], wrong: number): Sent {
  const times = all.filter(({ chat }) => isReminded(chat)).map(({ atMs }) => atMs);
  const beganMs = Math.min(...times);
  const endedMs = Math.max(...times);
  const during = all.filter(({ atMs }) => atMs >= beganMs && atMs <= endedMs);
  const bulk = during.filter(({ chat }) => isReminded(chat)).length;
  return {
    ...{ beganMs, endedMs, bulk, replies: during.length - bulk, wrong },
    busiest: busiestSecond(during.map(({ atMs }) => atMs)),
  };
}

function busiestSecond(times: readonly number[]): number {
  const sorted = [...times].sort((a, b) => a - b);
  let from = 0;
  let most = 0;
  for (const [index, at] of sorted.entries()) {
    while (at - (sorted[from] ?? at) >= 1_000) from += 1;
    most = Math.max(most, index - from + 1);
  }
  return most;
}
