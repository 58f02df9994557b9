import { describe, expect, it } from "vitest";
import { openMemoryTalk } from "../../../scripts/chat/memory-talk.ts";
import { answerEverything } from "../../../test/answer-questions.ts";
import { shippedScheme } from "../../../test/shipped-schemes.ts";
import { leavesOf } from "../../scheme/scheme.ts";
import { indexOf } from "../scheme-index.ts";
import { gapsOf } from "./leaf-status.ts";

describe("scoring a whole scheme by talking", () => {
  it.each(["so-2025", "xa-2025", "nganh-doc-2025", "huyen-2018"])(
    "%s: every leaf of the agency's own gets an answer and its proof, and can be submitted",
    async (name) => {
      const scheme = await shippedScheme(name);
      const talk = openMemoryTalk({ scheme });
      talk.play({ kind: "text", text: "/batdau" });
      talk.play({ kind: "choice", key: "next", messageId: null });
      answerEverything(talk, scheme);

      const { own } = indexOf(scheme);
      const unfinished = own.flatMap((leaf) => {
        const evidence = talk.draft.evidence.filter(({ code }) => code === leaf.code);
        const gaps = gapsOf(leaf, talk.draft.leaves.get(leaf.code), evidence);
        return gaps.length > 0 ? [{ code: leaf.code, gaps }] : [];
      });
      expect(unfinished).toEqual([]);
      expect(own.length).toBe(
        leavesOf(scheme.fields).filter((leaf) => leaf.source === "self").length,
      );

      talk.play({ kind: "text", text: "nộp" });
      talk.play({ kind: "choice", key: "confirm", messageId: null });
      expect(talk.draft.submitted).not.toBeNull();
    },
  );

  it("has 68 leaves of the agency's own in so-2025", async () => {
    expect(indexOf(await shippedScheme("so-2025")).own).toHaveLength(68);
  });
});
