import { Command } from "commander";
import { describe, expect, it } from "vitest";
import { speakVietnamese } from "./speak-vietnamese.ts";

/** Runs a command line against a small program and gives what it complained. */
async function complaintOf(...words: string[]): Promise<string> {
  const program = new Command("cham").exitOverride();
  program
    .command("extend")
    .argument("<đơn vị>")
    .requiredOption("--until <ngày>", "đến khi nào")
    .action(() => undefined);
  for (const each of program.commands) each.exitOverride();
  speakVietnamese(program);
  let said = "";
  for (const each of [program, ...program.commands]) {
    each.configureOutput({ writeErr: (text) => (said += text) });
  }
  await program.parseAsync(words, { from: "user" }).catch(() => undefined);
  return said.trim();
}

describe("wrong words on the command line", () => {
  it.each([
    [
      ["extent"],
      "Không có lệnh “extent”. Có phải anh/chị muốn: extend? Xem các lệnh: cham --help.",
    ],
    [["extend", "--until", "x"], "Thiếu <đơn vị>."],
    [["extend", "SNV"], "Thiếu tùy chọn bắt buộc: --until <ngày>."],
    [["extend", "SNV", "--until"], "Thiếu giá trị sau --until <ngày>."],
    [
      ["extend", "SNV", "--until", "x", "--untill"],
      "Lệnh này không có tùy chọn “--untill”. Có phải anh/chị muốn: --until?",
    ],
    [["extend", "SNV", "STC", "--until", "x"], "Lệnh cần 1 đối số nhưng nhận 2."],
  ])("%j is answered: %s", async (words, sentence) => {
    expect(await complaintOf(...words)).toBe(sentence);
  });
});
