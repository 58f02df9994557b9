import { describe, expect, it } from "vitest";
import { readState, startState } from "./conversation-state.ts";

describe("readState", () => {
  it("carries a state of the first version over: leaf, half-given share and memory", () => {
    const stored = {
      ...{ v: 1, flow: "selfScore", step: "answer", code: "1.1.3" },
      ...{ seen: "BN1", done: "18", warned: "round-1" },
    };
    expect(readState(stored)).toEqual({
      ...{ v: 2, flow: "selfScore", step: "ask", code: "1.1.3", seen: "BN1" },
      ...{ given: { "pair.first": "18" }, warned: "round-1" },
    });
  });

  it.each([
    [
      { v: 1, flow: "menu" },
      { v: 2, flow: "menu", step: "idle" },
    ],
    [
      { v: 1, flow: "selfScore", step: "view", code: "2.1" },
      { v: 2, flow: "selfScore", step: "view", code: "2.1" },
    ],
    [
      { v: 1, flow: "evidence", code: "2.1", wanted: "plan" },
      { v: 2, flow: "evidence", step: "file", code: "2.1", wanted: "plan", later: [] },
    ],
  ])("upgrades %j", (stored, upgraded) => {
    expect(readState(stored)).toEqual(upgraded);
  });

  it("gives back a present state as it is", () => {
    const state = { v: 2, flow: "selfScore", step: "ask", code: "1.1", seen: "", given: {} };
    expect(readState(JSON.parse(JSON.stringify(state)))).toEqual(state);
  });

  it.each([
    ["nothing stored", null],
    ["a text", "menu"],
    ["a list", [1, 2]],
    ["a version to come", { v: 99, flow: "menu", step: "idle" }],
    ["an unknown flow", { v: 2, flow: "dance", step: "idle" }],
    ["an unknown step", { v: 2, flow: "selfScore", step: "sing", code: "1.1" }],
    ["a step without its leaf", { v: 2, flow: "selfScore", step: "ask", seen: "", given: {} }],
    [
      "a step whose facts are missing",
      { v: 2, flow: "selfScore", step: "ask", code: "1", seen: "" },
    ],
    ["a first version without a leaf", { v: 1, flow: "selfScore", step: "answer" }],
    ["a first version of garbage", { v: 1, flow: 7 }],
  ])("takes %s for a new talk", (_what, stored) => {
    expect(readState(stored)).toEqual(startState);
  });
});
