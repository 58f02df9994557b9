import { startFakeTelegram } from "./telegram.ts";

/**
 * The fake as a process of its own, in sink mode, for benchmarks:
 * `tsx scripts/fakes/telegram-main.ts [port] [token] [perSecond] [perChatPerSecond]`; with the last
 * two it refuses what comes faster, as Telegram does, and sends `{ kind: "limited", chatId }`.
 *
 * Prints `{"apiRoot","token","port"}` on a line once it listens. Started with an IPC channel it
 * sends `{ kind: "taken", taken: [[chatId, method, atMs], …] }` once per turn of its loop, the time
 * by the machine's monotonic clock, and takes `{ kind: "say", chatId, text }` (delivered as Telegram would, by webhook or polling) and
 * `{ kind: "stop" }`.
 */
const [port, token, perSecond, perChatPerSecond] = process.argv.slice(2);
let taken: [string, string, number][] = [];

const fake = await startFakeTelegram({
  sink: true,
  ...(port !== undefined && port !== "" && { port: Number(port) }),
  ...(token !== undefined && token !== "" && { token }),
  ...(perSecond !== undefined && {
    rateLimit: {
      perSecond: Number(perSecond),
      perChatPerSecond: Number(perChatPerSecond ?? 1),
    },
  }),
  onLimited(payload) {
    process.send?.({ kind: "limited", chatId: String(payload["chat_id"]) });
  },
  onTaken(method, payload) {
    if (!process.send) return;
    if (taken.length === 0) setImmediate(tell);
    taken.push([String(payload["chat_id"]), method, Number(process.hrtime.bigint()) / 1e6]);
  },
});

function tell(): void {
  process.send?.({ kind: "taken", taken });
  taken = [];
}

process.on("message", (message: { kind: string; chatId?: number; text?: string }) => {
  if (message.kind === "say") fake.user({ id: message.chatId ?? 0 }).send(message.text ?? "");
  if (message.kind === "stop") void stop();
});
process.on("disconnect", () => void stop());
process.on("SIGTERM", () => void stop());

async function stop(): Promise<void> {
  await fake.stop();
  process.exit(0);
}

const { apiRoot, token: ownToken, port: ownPort } = fake;
process.stdout.write(`${JSON.stringify({ apiRoot, token: ownToken, port: ownPort })}\n`);
