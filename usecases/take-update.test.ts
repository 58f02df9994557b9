import { describe, expect, it } from "vitest";
import { aReply, aSender, memoryOutbox } from "../test/memory-outbox.ts";
import { aQuietTurn, quietTurns } from "../test/quiet-turns.ts";
import { openChatLanes } from "./chat-lanes.ts";
import type { ChatAddress, CommitOutcome, RawUpdate } from "./ports.ts";
import { type TakeUpdateDependencies, takeUpdate } from "./take-update.ts";

const chat: ChatAddress = { channel: "telegram", bot: "123", chatId: "7" };
const update: RawUpdate = { from: chat, externalId: "1", payload: {} };

interface Script {
  readonly isRemembered?: boolean;
  readonly outcome?: "committed" | "stale" | "alreadyPlayed" | "broken";
  readonly hasMore?: boolean;
  /** Something is being played in the chat already. */
  readonly isBusy?: boolean;
  readonly isFull?: boolean;
  readonly send?: () => void | Promise<void>;
  readonly onKept?: () => void;
}

/** Takes one update in and tells what was asked of the outside, in order. */
async function take(script: Script): Promise<readonly string[]> {
  const { outbox, log } = memoryOutbox();
  const lanes = openChatLanes(() => note("drained"));
  const deps: TakeUpdateDependencies = {
    lanes,
    inbox: {
      receive: () =>
        script.isFull ? Promise.reject(new Error("the disk is full")) : note("stored"),
      noteFailure: () => note("failed"),
      bury: () => note("buried"),
      stranded: () => Promise.resolve([]),
    },
    talks: {
      openTurn: () => Promise.resolve(undefined),
      find: () => Promise.resolve({ found: {} }),
      recall: () => Promise.resolve((script.isRemembered ?? true) ? aTurn : undefined),
      commit: () => Promise.reject(new Error("what is recalled is taken")),
      take() {
        if (script.outcome === "broken") return Promise.reject(new Error("no column x"));
        log.push(script.outcome ?? "committed");
        return Promise.resolve(outcomeOf(script));
      },
    },
    outbox,
    onTried: () => undefined,
    senders: aSender(script.send ?? (() => undefined)),
    ...quietTurns,
    onPlayed: () => void log.push("played"),
    onFailure: (error) => void log.push(String(error)),
  };
  let goOn = (): void => undefined;
  if (script.isBusy) lanes.tryRun(chat, () => new Promise((ended) => (goOn = ended)));
  await takeUpdate(deps, update).then(
    () => {
      log.push("kept");
      script.onKept?.();
    },
    (error: unknown) => void log.push(`refused: ${String(error)}`),
  );
  goOn();
  await lanes.stop();
  return log;

  function note(line: string): Promise<void> {
    return Promise.resolve(void log.push(line));
  }
}

function outcomeOf({ outcome = "committed", hasMore = false }: Script): CommitOutcome {
  if (outcome === "committed")
    return { kind: "committed", ahead: [], replies: [aReply("r1")], hasMore };
  return { kind: outcome === "alreadyPlayed" ? "alreadyPlayed" : "stale" };
}

describe("an update that comes in", () => {
  it("is stored and played in one piece when its chat is remembered, and its reply leaves first", async () => {
    expect(await take({})).toEqual(["committed", "played", "sent r1 as m-r1", "kept"]);
  });

  it("does not keep the messenger waiting for a reply that takes long to send", async () => {
    let arrive = (): void => undefined;
    const arrived = new Promise<void>((resolve) => (arrive = resolve));
    const log = await take({
      send: () => arrived,
      onKept: () => {
        arrive();
      },
    });
    expect(log).toEqual(["committed", "played", "kept", "sent r1 as m-r1"]);
  });

  it.each<[string, Script]>([
    ["nothing is remembered of its chat", { isRemembered: false }],
    ["what was remembered no longer holds", { outcome: "stale" }],
    ["it cannot be played", { outcome: "broken" }],
  ])("is stored first and then played when %s", async (_why, script) => {
    const log = await take(script);
    expect(log.filter((line) => line !== "stale" && line !== "drained")).toEqual([
      "stored",
      "kept",
    ]);
  });

  it("is stored while its chat is being played, and played after", async () => {
    expect(await take({ isBusy: true })).toEqual(["stored", "kept"]);
  });

  it("is known already when it is delivered again", async () => {
    const log = await take({ outcome: "alreadyPlayed" });
    expect(log).toContain("kept");
    expect(log).not.toContain("stored");
    expect(log).not.toContain("played");
  });

  it("is refused when it can be stored in neither way", async () => {
    expect(await take({ outcome: "broken", isFull: true })).toEqual([
      "refused: Error: the disk is full",
    ]);
    expect(await take({ isRemembered: false, isFull: true })).toEqual([
      "refused: Error: the disk is full",
    ]);
  });

  it("is kept though its reply cannot be sent, and the failure is told", async () => {
    const send = (): never => {
      throw new Error("no such channel");
    };
    expect(await take({ send })).toEqual(
      expect.arrayContaining(["committed", "kept", "Error: no such channel"]),
    );
  });
});

const aTurn = aQuietTurn({ ...update, id: "", failures: 0 });
