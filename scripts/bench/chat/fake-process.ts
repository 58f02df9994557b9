import type { Children } from "./children.ts";

/** The fake Bot API server, in a process of its own. */
export interface FakeProcess {
  readonly apiRoot: string;
  readonly token: string;
  readonly pid: number;
  /**
   * Tells of messages that were put into a chat or edited there.
   *
   * @returns Ends the telling.
   */
  onTaken(hear: (taken: readonly Taken[]) => void): () => void;
  /** How many messages were refused with 429 so far. */
  limited(): number;
}

/** A message that has reached the fake. */
export interface Taken {
  readonly chat: string;
  /** When, in milliseconds of the machine's monotonic clock, which all processes share. */
  readonly atMs: number;
}

/** Starts the fake of the tests in sink mode; without a limit it takes whatever comes. */
export async function startFake(
  children: Children,
  limit?: { readonly perSecond: number; readonly perChatPerSecond: number },
): Promise<FakeProcess> {
  const hearers = new Set<(taken: readonly Taken[]) => void>();
  const limits = limit ? ["", "", String(limit.perSecond), String(limit.perChatPerSecond)] : [];
  const program = ["--import", "tsx", "scripts/fakes/telegram-main.ts", ...limits];
  const child = children.start("fake", program);
  let limited = 0;
  child.onMessage((message) => {
    if (isLimited(message)) limited += 1;
    const taken = readTaken(message);
    for (const hear of hearers) hear(taken);
  });
  const [line] = await child.said(/^\{.*"apiRoot".*\}$/m);
  const { apiRoot, token } = JSON.parse(line) as { apiRoot: string; token: string };
  return {
    apiRoot,
    token,
    pid: child.pid,
    onTaken(hear) {
      hearers.add(hear);
      return () => hearers.delete(hear);
    },
    limited: () => limited,
  };
}

function isLimited(message: unknown): boolean {
  return (
    typeof message === "object" &&
    message !== null &&
    "kind" in message &&
    message.kind === "limited"
  );
}

function readTaken(message: unknown): readonly Taken[] {
  if (typeof message !== "object" || message === null || !("taken" in message)) return [];
  const { taken } = message;
  if (!Array.isArray(taken)) return [];
  return taken.flatMap((each) =>
    Array.isArray(each) ? [{ chat: String(each[0]), atMs: Number(each[2]) }] : [],
  );
}
