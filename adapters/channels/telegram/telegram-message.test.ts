import { describe, expect, it } from "vitest";
import { renderTelegramMessages } from "./telegram-message.ts";

const plain = { link_preview_options: { is_disabled: true } };

describe("renderTelegramMessages", () => {
  it("sets the title in bold above the text, counted in UTF-16 units", () => {
    expect(renderTelegramMessages({ title: "📋 Tiêu chí 1.1", text: "Tối đa 2 điểm" })).toEqual([
      {
        text: "📋 Tiêu chí 1.1\nTối đa 2 điểm",
        more: { entities: [{ type: "bold", offset: 0, length: 15 }], ...plain },
      },
    ]);
  });

  it("leaves < and & as they are, since the text is not HTML", () => {
    expect(renderTelegramMessages({ text: "a < b & c" })).toEqual([
      { text: "a < b & c", more: plain },
    ]);
  });

  it("puts choices and the link under the text as buttons", () => {
    const [message] = renderTelegramMessages({
      text: "Nộp?",
      choices: [
        [
          { key: "yes", label: "Có" },
          { key: "no", label: "Không" },
        ],
        [],
      ],
      link: { label: "Tải lên", url: "https://cham.example.vn/upload/x" },
    });
    expect(message?.more.reply_markup).toEqual({
      inline_keyboard: [
        [
          { text: "Có", callback_data: "yes" },
          { text: "Không", callback_data: "no" },
        ],
        [{ text: "Tải lên", url: "https://cham.example.vn/upload/x" }],
      ],
    });
  });

  it("writes out an address that Telegram takes for no button", () => {
    const link = { label: "Tải lên", url: "http://localhost:3000/upload/x" };
    expect(renderTelegramMessages({ text: "Tệp lớn.", link })).toEqual([
      { text: "Tệp lớn.\n\nTải lên: http://localhost:3000/upload/x", more: plain },
    ]);
  });

  it("puts the buttons of a long text under its last part, and keeps the title bold", () => {
    const messages = renderTelegramMessages({
      title: "Còn thiếu",
      text: "Tiêu chí còn thiếu tài liệu kiểm chứng.\n".repeat(250),
      choices: [[{ key: "go", label: "Đến" }]],
    });
    expect(messages.length).toBe(3);
    expect(messages.every(({ text }) => text.length <= 4096)).toBe(true);
    expect(messages.map(({ more }) => more.entities?.[0]?.length)).toEqual([
      9,
      undefined,
      undefined,
    ]);
    expect(messages.map(({ more }) => more.reply_markup !== undefined)).toEqual([
      false,
      false,
      true,
    ]);
  });

  it.each(["", "ă".repeat(33)])("refuses the key %j, which no button carries", (key) => {
    const reply = { text: "?", choices: [[{ key, label: "x" }]] };
    expect(() => renderTelegramMessages(reply)).toThrow(RangeError);
  });

  it("takes a key of just 64 bytes", () => {
    const reply = { text: "?", choices: [[{ key: "ă".repeat(32), label: "x" }]] };
    expect(renderTelegramMessages(reply)).toHaveLength(1);
  });
});
