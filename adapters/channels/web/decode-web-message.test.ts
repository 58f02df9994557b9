import { describe, expect, it } from "vitest";
import { decodeWebMessage } from "./decode-web-message.ts";

describe("decodeWebMessage", () => {
  it.each([
    [
      { kind: "text", text: "18/20" },
      { kind: "text", text: "18/20" },
    ],
    [
      { kind: "text", text: "Ti\u00ea\u0301n \u0111o\u0323\u0302" },
      { kind: "text", text: "Tiến độ" },
    ],
    [
      { kind: "choice", key: "leaf:1.1.3", label: "Chấm tiếp" },
      { kind: "choice", key: "leaf:1.1.3", messageId: null },
    ],
    [
      { kind: "file", ref: "up_1", name: "Báo cáo.pdf", size: 12, group: "g1" },
      {
        kind: "file",
        file: { ref: "up_1", name: "Báo cáo.pdf", size: 12 },
        caption: "",
        group: "g1",
      },
    ],
    [
      { kind: "file", ref: "up_1", name: "a.pdf" },
      { kind: "file", file: { ref: "up_1", name: "a.pdf", size: null }, caption: "", group: null },
    ],
  ])("reads %j", (payload, input) => {
    expect(decodeWebMessage(payload)).toEqual(input);
  });

  it.each([null, 3, "text", {}, { kind: "text" }, { kind: "dance" }, { kind: "choice", key: 1 }])(
    "makes nothing of %j",
    (payload) => {
      expect(decodeWebMessage(payload)).toBeNull();
    },
  );
});
