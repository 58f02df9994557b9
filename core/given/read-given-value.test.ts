import { describe, expect, it } from "vitest";
import { err, ok } from "../result.ts";
import type { SurveyQuestion } from "../scheme/scheme.ts";
import { ballotsText, readBallotsCell, readFigureCell, saysRemove } from "./read-given-value.ts";

const question: SurveyQuestion = {
  ...{ key: "q1", text: "Hài lòng?" },
  options: [
    { key: "tot", label: "Tốt", weight: "1" },
    { key: "kem", label: "Kém", weight: "0" },
  ],
};

describe("a figure in a cell", () => {
  it.each([
    { text: "85,5", scale: "100", value: "85.5", because: "a comma is how decimals are written" },
    { text: "85.50", scale: "100", value: "85.5", because: "Excel writes a point" },
    { text: "85 %", scale: "100", value: "85", because: "the scale says what it is of" },
    { text: "1,250", scale: "2000", value: "1.25", because: "a comma never marks a thousand" },
    { text: "12.345", scale: "100", value: "12.345", because: "a thousand is beyond the scale" },
  ])("$text of $scale is $value: $because", ({ text, scale, value }) => {
    expect(readFigureCell(text, scale)).toEqual(ok(value));
  });

  it.each([
    { text: "1.250", scale: "2000", because: "it may be a thousand or one and a quarter" },
    { text: "khá", scale: "100", because: "it is no number" },
  ])("$text of $scale is refused: $because", ({ text, scale }) => {
    expect(readFigureCell(text, scale).ok).toBe(false);
  });
});

describe("ballots in a cell", () => {
  it.each([
    { text: "tot=30; kem=2", ballots: { tot: "30", kem: "2" } },
    { text: "Tot: 1.250\nKEM: 0", ballots: { tot: "1250", kem: "0" } },
    { text: "tot=1; kem=0; không ý kiến=3", ballots: { tot: "1", kem: "0", noOpinion: "3" } },
    { text: "tot=; kem=", ballots: undefined },
    { text: "", ballots: undefined },
  ])("$text", ({ text, ballots }) => {
    expect(readBallotsCell(text, question)).toEqual(ok(ballots));
  });

  it.each([
    { text: "tot=30", because: "an option is forgotten" },
    { text: "tot=30; kem=", because: "a number is forgotten" },
    { text: "tot=30; kem=1; vua=2", because: "there is no such option" },
    { text: "tot=30; tot=1; kem=2", because: "one option stands twice" },
    { text: "30; 2", because: "which is which is not said" },
  ])("$text is refused: $because", ({ text }) => {
    const wanted = "số phiếu của từng phương án: tot=…; kem=…";
    expect(readBallotsCell(text, question)).toEqual(err(wanted));
  });

  it("are written as they are read", () => {
    expect(ballotsText(["tot", "kem"], { tot: "3", kem: "0", noOpinion: "1" })).toBe(
      "tot=3; kem=0; không ý kiến=1",
    );
    expect(ballotsText(["tot", "kem"], null)).toBe("tot=; kem=");
  });
});

it("takes “bỏ” and “xóa”, however typed, for what counts no more", () => {
  expect(["bỏ", "BỎ", "Xóa", "xoá"].map(saysRemove)).toEqual([true, true, true, true]);
  expect(["", "0", "bỏ phiếu"].map(saysRemove)).toEqual([false, false, false]);
});
