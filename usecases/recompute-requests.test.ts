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
  readonly later: { readonly work: () => void; readonly ms: number }[];
} {
  const asked: string[] = [];
  const later: { readonly work: () => void; readonly ms: number }[] = [];
  const requests = openRecomputeRequests({
    jobs: {
      recompute: (roundId, group) => {
        if (fails) return Promise.reject(new Error("queue is down"));
        asked.push(`${roundId}/${group}`);
        return Promise.resolve();
      },
    },
    clock: { now: () => new Date("2026-01-05T03:00:00Z") },
    later: (work, ms) => void later.push({ work, ms }),
    onFailure: (error) => void asked.push(String(error)),
  });
  return { requests, asked, later };
}

it("asks once for each group, however many answers there were", async () => {
  const { requests, asked, later } = anOffice();
  for (const group of ["so", "so", "xa", "so"]) requests.note(played("saveLeaf", group));
  expect(later.map(({ ms }) => ms)).toEqual([250]);
  await requests.settle();
  expect(asked).toEqual(["r1/so", "r1/xa"]);
});

it("asks soon for a lone answer and at a pace while answers keep coming", async () => {
  const { requests, later } = anOffice();
  requests.note(played("saveLeaf", "so"));
  await requests.settle();
  requests.note(played("saveLeaf", "so"));
  requests.note(played("saveLeaf", "so"));
  expect(later.map(({ ms }) => ms)).toEqual([250, 3_000]);
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
