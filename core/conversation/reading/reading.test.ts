import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foldText } from "./fold-text.ts";
import { readCode, readCommand } from "./read-command.ts";
import { readDate } from "./read-date.ts";
import { readDocument } from "./read-document.ts";
import { canonicalDecimal, readNumber } from "./read-number.ts";
import { readPair } from "./read-pair.ts";
import { readYesNo } from "./read-yes-no.ts";

const number = (value: string) => ({ kind: "number", value });

describe("readNumber", () => {
  it.each([
    { text: "12,5", value: "12.5", because: "a decimal comma is Vietnamese" },
    { text: "12.5", value: "12.5", because: "a decimal point is taken too" },
    { text: "12,50", value: "12.5", because: "the form is canonical" },
    { text: "007", value: "7", because: "leading zeros go" },
    { text: "85%", value: "85", because: "a percent sign adds nothing" },
    { text: "85,5 %", value: "85.5", because: "nor with a space" },
    { text: "1 250", value: "1250", because: "a space marks thousands" },
    { text: "1\u00a0250", value: "1250", because: "also a hard space" },
    { text: "1 250,75", value: "1250.75", because: "with decimals behind" },
    { text: "1.250.000", value: "1250000", because: "two points can only mark thousands" },
    { text: "1,250,000", value: "1250000", because: "and so can two commas" },
    { text: "1.250,5", value: "1250.5", because: "the mark that differs is the decimal one" },
    { text: "1,250.5", value: "1250.5", because: "the same the English way" },
    { text: "0,125", value: "0.125", because: "nobody writes thousands of 0" },
    { text: "1250", value: "1250", because: "no mark, no doubt" },
    { text: "12.3456", value: "12.3456", because: "four digits are no thousands" },
    { text: "1234.567", value: "1234.567", because: "nor are four before the mark" },
    { text: "-3,5", value: "-3.5", because: "growth may be negative" },
    { text: "-0", value: "0", because: "there is one zero" },
  ])("reads $text as $value: $because", ({ text, value }) => {
    expect(readNumber(text, false)).toEqual(number(value));
  });

  it("asks back for 1.250 where a decimal is possible", () => {
    expect(readNumber("1.250", false)).toEqual({ kind: "doubt", grouped: "1250", decimal: "1.25" });
    expect(readNumber("-1,250", false)).toEqual({
      ...{ kind: "doubt", grouped: "-1250", decimal: "-1.25" },
    });
  });

  it("takes 1.250 for 1250 where something is counted", () => {
    expect(readNumber("1.250", true)).toEqual(number("1250"));
  });

  it.each([
    "",
    "mười",
    "1e3",
    "1.2.3",
    "1,2,3",
    "12.34.567",
    "1 25",
    "--3",
    "1/2",
    "٣",
    "9".repeat(30),
  ])("does not read %j", (text) => {
    expect(readNumber(text, false)).toEqual({ kind: "none" });
  });

  it("gives back what a canonical decimal says, whichever mark is typed", () => {
    const digits = fc.tuple(fc.integer({ min: 0, max: 999_999 }), fc.integer({ min: 0, max: 99 }));
    fc.assert(
      fc.property(digits, fc.constantFrom(".", ","), ([whole, fraction], mark) => {
        const decimal = String(fraction).padStart(2, "0");
        const value = canonicalDecimal(`${whole}.${decimal}`);
        expect(readNumber(`${whole}${mark}${decimal}`, false)).toEqual(number(value));
      }),
    );
  });
});

describe("readPair", () => {
  const pair = (first: string, second: string | null) => ({
    kind: "pair",
    pair: { first, second },
  });

  it.each([
    ["18/20", pair("18", "20")],
    ["18 / 20", pair("18", "20")],
    ["18 trên 20", pair("18", "20")],
    ["18 tren 20", pair("18", "20")],
    ["18 trong tổng số 20", pair("18", "20")],
    ["18 out of 20", pair("18", "20")],
    ["12,5/20", pair("12.5", "20")],
    ["1 250/2 000", pair("1250", "2000")],
    ["18", pair("18", null)],
    ["90%", { kind: "percentOnly" }],
    ["18/20/3", { kind: "none" }],
    ["tất cả", { kind: "none" }],
  ])("%s", (text, reading) => {
    expect(readPair(text)).toEqual(reading);
  });

  it("asks back when one of the two may be thousands", () => {
    expect(readPair("900/1.250")).toEqual({
      kind: "doubt",
      grouped: { first: "900", second: "1250" },
      decimal: { first: "900", second: "1.25" },
    });
  });
});

describe("readDate", () => {
  it.each([
    ["31/12/2025", "2025-12-31"],
    ["31-12-2025", "2025-12-31"],
    ["31.12.2025", "2025-12-31"],
    ["1/2/2025", "2025-02-01"],
    ["ngày 31 tháng 12 năm 2025", "2025-12-31"],
    ["Ngay 5 thang 3 nam 2025", "2025-03-05"],
    ["2025-12-31", "2025-12-31"],
    ["29/02/2024", "2024-02-29"],
  ])("reads %s", (text, date) => {
    expect(readDate(text)).toEqual({ kind: "date", date });
  });

  it("tells a day without a year, one that does not exist, and no date at all", () => {
    expect(readDate("31/12")).toEqual({ kind: "noYear", day: 31, month: 12 });
    expect(readDate("31/02/2025")).toEqual({ kind: "impossible" });
    expect(readDate("29/02/2025")).toEqual({ kind: "impossible" });
    expect(readDate("18/20")).toEqual({ kind: "impossible" });
    expect(readDate("hôm qua")).toEqual({ kind: "none" });
  });
});

describe("readYesNo", () => {
  it.each([
    { yes: true, texts: ["có", "Co", "YES", "đúng", "đạt", "Đã thực hiện", "có ạ", "rồi."] },
    { yes: false, texts: ["không", "khong", "No", "chưa", "không đạt", "chưa có"] },
    { yes: null, texts: ["có lẽ", "18/20", ""] },
  ])("gives $yes for $texts", ({ yes, texts }) => {
    expect(texts.map(readYesNo)).toEqual(texts.map(() => yes));
  });
});

describe("readCommand", () => {
  it.each([
    ["/batdau", "start", ""],
    ["/start ACDEFG23", "start", "ACDEFG23"],
    ["Tiến độ", "progress", ""],
    ["tien do", "progress", ""],
    ["xep hang so", "ranking", "so"],
    ["/xephang so", "ranking", "so"],
    ["/xếp hạng so", "ranking", "so"],
    ["/tc 2.1.3", "open", "2.1.3"],
    ["/tc_2_1_3", "open", "2_1_3"],
    ["tc 2.1.3", "open", "2.1.3"],
    ["/tc@cham_bot 2.1.3", "open", "2.1.3"],
    ["Vì sao 2.1.3 STC", "why", "2.1.3 STC"],
    ["/donvi stc", "agency", "stc"],
    ["nộp", "submit", ""],
    ["KHÔNG ÁP DỤNG", "notApplicable", ""],
    ["/minhchung 1.1.3", "evidence", "1.1.3"],
    ["hoàn tác", "undo", ""],
  ])("%s → %s %s", (text, name, argument) => {
    expect(readCommand(text)).toEqual({ name, argument });
  });

  it.each([
    ["đúng", "folds to the same letters as “dừng”, and means yes"],
    ["nộp báo cáo đúng hạn", "is talk that begins like a command"],
    ["18/20", "is a figure"],
    ["không", "is an answer"],
    ["/khongco", "is no command"],
  ])("does not take %s: it %s", (text) => {
    expect(readCommand(text)).toBeNull();
  });

  it.each([
    ["2.1.3", "2.1.3"],
    ["2_1_3", "2.1.3"],
    ["2-1-3", "2.1.3"],
    ["1.10", "1.10"],
    ["2.1.", "2.1"],
    ["mục 2", null],
  ])("reads the code %s as %s", (text, code) => {
    expect(readCode(text)).toBe(code);
  });
});

describe("readDocument", () => {
  const document = { number: "15/KH-SNV", date: "2025-01-20", issuer: "Sở Nội vụ" };

  it.each([
    "15/KH-SNV; 20/01/2025; Sở Nội vụ",
    "Số 15/KH-SNV; 20-01-2025; Sở Nội vụ",
    "15/KH-SNV\nngày 20 tháng 1 năm 2025\nSở Nội vụ",
    "15/KH-SNV ngày 20/01/2025 của Sở Nội vụ",
    "số 15/KH-SNV, ngày 20/01/2025, Sở Nội vụ",
    "Kế hoạch số 15/KH-SNV ngày 20/01/2025 của Sở Nội vụ",
    "Báo cáo tổng kết năm số: 15/KH-SNV ngày 20 tháng 01 năm 2025 của Sở Nội vụ",
    "Công văn số 15/KH-SNV; 20/01/2025; Sở Nội vụ",
  ])("reads %j", (text) => {
    expect(readDocument(text)).toEqual({ kind: "document", document });
  });

  it("names the date it cannot read, and takes nothing else for a document", () => {
    expect(readDocument("15/KH-SNV; hôm qua; Sở Nội vụ")).toEqual({
      ...{ kind: "badDate", read: "hôm qua" },
    });
    expect(readDocument("Chúng tôi đã làm xong")).toEqual({ kind: "none" });
  });
});

describe("foldText", () => {
  it("makes the same of every way to type a word", () => {
    expect(foldText("  Tiến   ĐỘ ")).toBe("tien do");
    expect(foldText("Đánh giá".normalize("NFD"))).toBe("danh gia");
  });
});
