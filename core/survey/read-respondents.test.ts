import { describe, expect, it } from "vitest";
import { type Listed, readRespondents } from "./read-respondents.ts";

const an = { name: "Nguyễn Văn An", position: "chuyên viên", contact: "0912345678" };

describe("a line of the list", () => {
  it.each([
    ["Nguyễn Văn An; chuyên viên; 0912345678", "as it is asked for"],
    ["Nguyễn Văn An\tchuyên viên\t0912345678", "copied from a spreadsheet"],
    ["1\tNguyễn Văn An\tchuyên viên\t912345678\t", "with its number, the zero dropped"],
    ["2) Nguyễn  Văn An ; chuyên viên ;+84 912.345.678", "numbered, the number as people write it"],
    ["Nguyễn Văn An, chuyên viên, 0912 345 678", "two commas leave no doubt"],
  ])("%s: %s", (line) => {
    expect(readRespondents(line, [])).toEqual({ taken: [an], refused: [] });
  });

  it.each([
    ["Nguyễn Văn An; 0912345678", "parts", "no position"],
    ["Nguyễn Văn An, phó phòng, phụ trách, 0912345678", "parts", "which comma is which"],
    ["An; chuyên viên; 0912345678", "name", "no full name"],
    ["Nguyễn Văn An; ; 0912345678", "position", "an empty part"],
    ["Nguyễn Văn An; chuyên viên; 12345", "contact", "too short for a phone"],
    ["Nguyễn Văn An; chuyên viên; an@sotc", "contact", "no address"],
  ] as const)("%s is refused: %s (%s)", (text, kind, because) => {
    const refused = [{ line: 1, text, problem: { kind } }];
    expect(readRespondents(text, []), because).toEqual({ taken: [], refused });
  });
});

describe("a paste", () => {
  const listed: readonly Listed[] = [
    { number: 4, name: "Trần Thị Bình", position: "văn thư", contact: "binh@example.vn" },
  ];

  it("passes over headings and empty lines, and counts lines as they were sent", () => {
    const text =
      "STT\tHọ và tên\tChức vụ\tĐiện thoại\n\n1\tNguyễn Văn An\tchuyên viên\t0912345678\nBình";
    expect(readRespondents(text, [])).toEqual({
      taken: [an],
      refused: [{ line: 4, text: "Bình", problem: { kind: "parts" } }],
    });
  });

  it("names whom a contact belongs to already, whatever its case and blanks", () => {
    const text = [
      "Nguyễn Văn An; chuyên viên; 0912345678",
      "Trần Thị Bình; văn thư; BINH@Example.vn",
      "Lê Văn Cường; kế toán; +84 912 345 678",
    ].join("\n");
    const { taken, refused } = readRespondents(text, listed);
    expect(taken).toEqual([an]);
    expect(refused.map(({ line, problem }) => [line, problem])).toEqual([
      [2, { kind: "doubled", of: { kind: "listed", number: 4, name: "Trần Thị Bình" } }],
      [3, { kind: "doubled", of: { kind: "line", line: 1 } }],
    ]);
  });
});
