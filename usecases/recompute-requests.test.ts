import { expect, it } from "vitest";
import type { PlayedTurn } from "./play-turn.ts";
import { openRecomputeRequests } from "./recompute-requests.ts";
import { aScheme } from "../test/schemes.ts";

function played(kind: "saveLeaf" | "noteQuery", group: string): PlayedTurn {
  const opened = { round: { id: "r1" }, scheme: aScheme(undefined, { group }) };
  return { opened, decided: { effects: [{ kind }] } } as unknown as PlayedTurn;
}

function anOffice(fails = false): {
  readonly requests: ReturnType<typeof openRecomputeRequests>;
  readonly asked: string[];
  readonly later: (() => void)[];
} {
  const asked: string[] = [];
  const later: (() => void)[] = [];
  const requests = openRecomputeRequests({
    jobs: {
      recompute: (roundId, group) => {
        if (fails) return Promise.reject(new Error("queue is down"));
        asked.push(`${roundId}/${group}`);
        return Promise.resolve();
      },
      keepEvidence: () => Promise.resolve(),
    },
    later: (work) => void later.push(work),
    onFailure: (error) => void asked.push(String(error)),
  });
  return { requests, asked, later };
}

it("asks once for each group, however many answers there were", async () => {
  const { requests, asked, later } = anOffice();
  for (const group of ["so", "so", "xa", "so"]) requests.note(played("saveLeaf", group));
  expect(later).toHaveLength(1);
  await requests.settle();
  expect(asked).toEqual(["r1/so", "r1/xa"]);
});

it("does not ask for turns that changed no draft", async () => {
  const { requests, asked, later } = anOffice();
  requests.note(played("noteQuery", "so"));
  await requests.settle();
  expect([...asked, ...later]).toEqual([]);
});

it("tells of a queue that is down and goes on", async () => {
  const { requests, asked } = anOffice(true);
  requests.note(played("saveLeaf", "so"));
  await requests.settle();
  expect(asked).toEqual(["Error: queue is down"]);
});
