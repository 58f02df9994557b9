import type { Children } from "./children.ts";

/** The fake Bot API server, in a process of its own. */
export interface FakeProcess {
  readonly apiRoot: string;
  readonly token: string;
  readonly pid: number;
  /**
   * Tells of the chats into which messages were put or in which one was edited.
   *
   * @returns Ends the telling.
   */
  onTaken(hear: (chats: readonly string[]) => void): () => void;
}

/** Starts the fake of the tests in sink mode, without a rate limit. */
export async function startFake(children: Children): Promise<FakeProcess> {
  const hearers = new Set<(chats: readonly string[]) => void>();
  const child = children.start("fake", ["--import", "tsx", "test/fakes/telegram-main.ts"]);
  child.onMessage((message) => {
    const chats = readTaken(message);
    for (const hear of hearers) hear(chats);
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
  };
}

function readTaken(message: unknown): readonly string[] {
  if (typeof message !== "object" || message === null || !("taken" in message)) return [];
  const { taken } = message;
  if (!Array.isArray(taken)) return [];
  return taken.map((each) => (Array.isArray(each) ? String(each[0]) : ""));
}
