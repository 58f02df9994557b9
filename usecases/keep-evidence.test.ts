import { describe, expect, it } from "vitest";
import {
  keepEvidence,
  type KeepEvidenceDependencies,
  maxTakes,
  retryDelaysMs,
} from "./keep-evidence.ts";
import { FetchError, type FileStore, type KeptFile, type WantedFile } from "./file-ports.ts";

const chat = { channel: "telegram", bot: "77", chatId: "4242" } as const;
const wanted: WantedFile = {
  evidenceId: "e1",
  source: { ...chat, ref: "file-1", size: 3 },
  fileName: "Báo cáo.pdf",
  failures: 0,
  takes: 1,
};
const file: KeptFile = { sha256: "ab".repeat(32), size: 3, mime: "application/pdf" };
const now = new Date("2026-01-15T08:00:00Z");

async function* many(count: number) {
  for (let piece = 0; piece < count; piece += 1) yield* bytes();
}

async function* bytes() {
  yield await Promise.resolve(new Uint8Array([1, 2, 3]));
}

/** A keeper with everything in order, its notes, and what the parts given change. */
function aKeeper(parts: {
  readonly open?: () => Promise<AsyncIterable<Uint8Array>>;
  readonly keep?: FileStore["keep"];
  readonly wanted?: WantedFile | undefined;
  readonly isChannelOff?: boolean;
  readonly isAwaited?: boolean;
  readonly now?: () => Date;
}) {
  const notes: unknown[] = [];
  const note = (...what: unknown[]) => {
    notes.push(what);
    return Promise.resolve(chat);
  };
  const deps: KeepEvidenceDependencies = {
    evidence: {
      takeFile: () => Promise.resolve("wanted" in parts ? parts.wanted : wanted),
      holdFile: (id, at) => note("held", id, at.toISOString()).then(() => undefined),
      dueFiles: () => Promise.resolve([]),
      noteKept: (id, kept) => note("kept", id, kept),
      noteLost: (id, { status, reason }) => note(status, id, reason),
      isAwaited: () => Promise.resolve(parts.isAwaited ?? false),
      noteRetry: (id, reason, retryInMs) =>
        note("retry", id, reason, retryInMs).then(() => undefined),
      giveBack: () => Promise.resolve(),
    },
    files: {
      keep: parts.keep ?? (() => Promise.resolve({ kind: "kept", file })),
      read: () => Promise.resolve(bytes()),
      has: () => Promise.resolve(false),
    },
    routeOf: () =>
      parts.isChannelOff
        ? undefined
        : {
            maxBytes: 20,
            opener: {
              open: parts.open ?? (() => Promise.resolve(bytes())),
              release: ({ ref }) => note("released", ref).then(() => undefined),
            },
          },
    notice: () => ({ text: "" }),
    jobs: { keepEvidence: (id, delayMs) => note("job", id, delayMs).then(() => undefined) },
    clock: { now: parts.now ?? (() => now) },
  };
  return { deps, notes };
}

describe("keepEvidence", () => {
  it("keeps the file, names the chat to tell and lets the channel forget its copy", async () => {
    const { deps, notes } = aKeeper({});
    expect(await keepEvidence(deps, "e1")).toEqual(chat);
    expect(notes).toEqual([
      ["kept", "e1", file],
      ["released", "file-1"],
    ]);
  });

  it("leaves the channel's copy to whoever else waits for it", async () => {
    const { deps, notes } = aKeeper({ isAwaited: true });
    await keepEvidence(deps, "e1");
    expect(notes).toEqual([["kept", "e1", file]]);
  });

  it("keeps a file in hand for as long as it comes, asking four times a minute", async () => {
    let ms = now.getTime();
    const { deps, notes } = aKeeper({
      now: () => new Date((ms += 5_000)),
      open: () => Promise.resolve(many(7)),
      keep: async (content) => {
        for await (const piece of content) expect(piece).toHaveLength(3);
        return { kind: "kept", file };
      },
    });
    await keepEvidence(deps, "e1");
    expect(notes.filter((each) => String(each).startsWith("held"))).toHaveLength(2);
  });

  it("hands the name and the route's limit to the store", async () => {
    let about: unknown;
    const { deps } = aKeeper({
      keep: (_content, given) => {
        about = given;
        return Promise.resolve({ kind: "kept", file });
      },
    });
    await keepEvidence(deps, "e1");
    expect(about).toEqual({ name: "Báo cáo.pdf", maxBytes: 20 });
  });

  it("tells why a file is refused, once: it is not tried again", async () => {
    const refusal = { kind: "archive", found: "zip" } as const;
    const { deps, notes } = aKeeper({ keep: () => Promise.resolve({ kind: "refused", refusal }) });
    expect(await keepEvidence(deps, "e1")).toEqual(chat);
    expect(notes).toEqual([
      ["refused", "e1", "archive:zip"],
      ["released", "file-1"],
    ]);
  });

  it("does nothing for a file that is done or in another's hand", async () => {
    const { deps, notes } = aKeeper({ wanted: undefined });
    expect(await keepEvidence(deps, "e1")).toBeUndefined();
    expect(notes).toEqual([]);
  });

  it.each(retryDelaysMs.map((delayMs, failures) => ({ delayMs, failures })))(
    "comes back after $delayMs ms when it had failed $failures times before",
    async ({ delayMs, failures }) => {
      const { deps, notes } = aKeeper({
        wanted: { ...wanted, failures },
        open: () => Promise.reject(new FetchError("503", { retryable: true })),
      });
      await keepEvidence(deps, "e1");
      expect(notes).toEqual([
        ["retry", "e1", "FetchError: 503", delayMs],
        ["job", "e1", delayMs],
      ]);
    },
  );

  it("does not count how often it was broken off as failures of the file", async () => {
    const { deps, notes } = aKeeper({
      wanted: { ...wanted, takes: maxTakes },
      open: () => Promise.reject(new FetchError("503", { retryable: true })),
    });
    await keepEvidence(deps, "e1");
    expect(notes[0]).toEqual(["retry", "e1", "FetchError: 503", 2_000]);
  });

  it("gives up a file unopened that has broken off whoever took it, every time", async () => {
    const { deps, notes } = aKeeper({
      wanted: { ...wanted, takes: maxTakes + 1 },
      open: () => Promise.reject(new Error("it was opened")),
    });
    expect(await keepEvidence(deps, "e1")).toEqual(chat);
    expect(notes).toEqual([["failed", "e1", "taken 25 times and broken off each time"]]);
  });

  it("gives up after the last try, and lets the channel hold its copy", async () => {
    const { deps, notes } = aKeeper({
      wanted: { ...wanted, failures: retryDelaysMs.length },
      open: () => Promise.reject(new FetchError("503", { retryable: true })),
    });
    await keepEvidence(deps, "e1");
    expect(notes).toEqual([["failed", "e1", "FetchError: 503"]]);
  });

  it("gives up at once what the channel calls final", async () => {
    const { deps, notes } = aKeeper({
      open: () => Promise.reject(new FetchError("gone", { retryable: false })),
    });
    await keepEvidence(deps, "e1");
    expect(notes[0]).toEqual(["failed", "e1", "FetchError: gone"]);
  });

  it.each([
    { fault: new Error("ENOSPC: no space left"), because: "the disk may have room later" },
    { fault: new TypeError("terminated"), because: "a stream that broke may come whole" },
  ])("tries again after $fault: $because", async ({ fault }) => {
    const { deps, notes } = aKeeper({ keep: () => Promise.reject(fault) });
    await keepEvidence(deps, "e1");
    expect(notes[0]).toEqual(["retry", "e1", `${fault.name}: ${fault.message}`, 2_000]);
  });

  it("waits for a channel that is switched off", async () => {
    const { deps, notes } = aKeeper({ isChannelOff: true });
    await keepEvidence(deps, "e1");
    expect(notes).toEqual([
      ["retry", "e1", "the channel is off", 2_000],
      ["job", "e1", 2_000],
    ]);
  });

  it("does not hide a database that does not answer", async () => {
    const { deps } = aKeeper({});
    const broken = new Error("connection refused");
    const failing = { ...deps.evidence, noteKept: () => Promise.reject(broken) };
    await expect(keepEvidence({ ...deps, evidence: failing }, "e1")).rejects.toBe(broken);
  });
});
