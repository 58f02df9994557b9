import { describe, expect, it } from "vitest";
import { aReply, aSender, memoryOutbox } from "../test/memory-outbox.ts";
import { aQuietTurn, quietTurns } from "../test/quiet-turns.ts";
import { type DrainChatDependencies, drainChat } from "./drain-chat.ts";
import { type ChatAddress, type CommitOutcome, type OpenTurn, SendError } from "./ports.ts";

const chat: ChatAddress = { channel: "telegram", bot: "123", chatId: "7" };

interface Script {
  /** The failures each waiting update has behind it, oldest first. */
  readonly waiting: readonly number[];
  /** What comes of writing a turn; committed when nothing is left of the list. */
  readonly outcomes?: readonly ("stale" | "alreadyPlayed" | "broken")[];
  readonly isHeld?: boolean;
  /** The database is away: no failure can be noted either. */
  readonly isAway?: boolean;
  readonly ahead?: readonly string[];
  readonly send?: (text: string) => void;
}

/** Drains a scripted lane and tells what was asked of the outside. */
async function drain(script: Script, failures: string[] = []): Promise<readonly string[]> {
  const { outbox, log } = memoryOutbox();
  const waiting = script.waiting.map((failures, at) =>
    anOpenTurn(String(at + 1), failures, script),
  );
  const outcomes = [...(script.outcomes ?? [])];
  const deps: DrainChatDependencies = {
    inbox: {
      receive: () => Promise.resolve(),
      noteFailure: (id, reason, delayMs) =>
        script.isAway
          ? Promise.reject(new Error("the database is away"))
          : note(`failed ${id} in ${delayMs} ms: ${reason}`),
      bury: (id, reason) => {
        waiting.shift();
        return note(`buried ${id}: ${reason}`);
      },
      stranded: () => Promise.resolve([]),
    },
    talks: {
      openTurn: () => Promise.resolve(waiting[0]),
      recall: () => Promise.resolve(undefined),
      take: () => Promise.reject(new Error("nothing is recalled here")),
      find: () => Promise.resolve({ found: {} }),
      commit({ opened }) {
        const next = outcomes.shift();
        if (next === "broken") return Promise.reject(new Error("no column x"));
        if (next !== "stale") waiting.shift();
        const replies = [aReply(`r${opened.update.id}`)];
        const hasMore = waiting.length > 0;
        const outcome: CommitOutcome = next
          ? { kind: next }
          : { kind: "committed", replies, hasMore, ahead: script.ahead ?? [] };
        log.push(`${outcome.kind} ${opened.update.id}`);
        return Promise.resolve(outcome);
      },
    },
    outbox,
    onTried: () => undefined,
    senders: aSender(script.send ?? (() => undefined)),
    ...quietTurns,
    onPlayed: ({ opened }) => void log.push(`played ${opened.update.id}`),
    onFailure: (error) => void failures.push(String(error)),
  };
  await drainChat(deps, chat);
  return log;

  function note(line: string): Promise<void> {
    log.push(line);
    return Promise.resolve();
  }
}

describe("a chat's lane", () => {
  it("plays what waits in order and sends each reply at once", async () => {
    expect(await drain({ waiting: [0, 0] })).toEqual([
      ...["committed 1", "played 1", "sent r1 as m-r1"],
      ...["committed 2", "played 2", "sent r2 as m-r2"],
    ]);
  });

  it("decides a turn anew when something changed meanwhile", async () => {
    expect(await drain({ waiting: [0], outcomes: ["stale", "stale"] })).toEqual([
      ...["stale 1", "stale 1", "committed 1", "played 1", "sent r1 as m-r1"],
    ]);
  });

  it("passes over an update that another process has played", async () => {
    expect(await drain({ waiting: [0, 0], outcomes: ["alreadyPlayed"] })).toEqual([
      ...["alreadyPlayed 1", "committed 2", "played 2", "sent r2 as m-r2"],
    ]);
  });

  it.each([
    { failures: 0, gap: 1_000 },
    { failures: 3, gap: 8_000 },
  ])("keeps order after failure $failures: the rest waits $gap ms", async ({ failures, gap }) => {
    expect(await drain({ waiting: [failures, 0], outcomes: ["broken"] })).toEqual([
      `failed 1 in ${gap} ms: Error: no column x`,
    ]);
  });

  it("puts a poison update aside after its fifth try and goes on", async () => {
    expect(await drain({ waiting: [4, 0], outcomes: ["broken"] })).toEqual([
      "buried 1: Error: no column x",
      ...["committed 2", "played 2", "sent r2 as m-r2"],
    ]);
  });

  it("leaves the rest to the sweeper when the database goes away in the middle", async () => {
    const failures: string[] = [];
    expect(await drain({ waiting: [0], outcomes: ["broken"], isAway: true }, failures)).toEqual([]);
    expect(failures).toEqual(["Error: no column x", "Error: the database is away"]);
  });

  it("never lets a reply overtake an earlier one that waits for its next try", async () => {
    expect(await drain({ waiting: [0], isHeld: true })).toEqual([
      ...["committed 1", "played 1", "held r1"],
    ]);
  });

  it("waits for the replies that another process has in hand, and holds what comes after", async () => {
    expect(await drain({ waiting: [0], ahead: ["leaving"] })).toEqual([
      ...["committed 1", "played 1", "sent r1 as m-r1"],
    ]);
    expect(await drain({ waiting: [0], ahead: ["stuck"] })).toEqual([
      ...["committed 1", "played 1", "held r1"],
    ]);
  });

  it("goes on playing when the service takes no reply for now", async () => {
    const busy = new SendError("serviceFault", "502");
    const send = (): never => {
      throw busy;
    };
    expect(await drain({ waiting: [0, 0], send })).toEqual([
      ...["committed 1", "played 1", "back r1 in 5000 ms"],
      ...["committed 2", "played 2", "back r2 in 5000 ms"],
    ]);
  });
});

function anOpenTurn(id: string, failures: number, { isHeld = false }: Script): OpenTurn {
  return { ...aQuietTurn({ id, from: chat, externalId: id, payload: {}, failures }), isHeld };
}
