import type { Command } from "commander";

/** What commander says in English, by its beginning, and how we say it. */
const sentences: readonly (readonly [RegExp, (found: RegExpExecArray) => string])[] = [
  [
    /^error: unknown command '(.*?)'(?:\n\(Did you mean (.*?)\?\))?/,
    ([, read = "", near]) =>
      `Không có lệnh “${read}”.${near === undefined ? "" : ` Có phải anh/chị muốn: ${near}?`} Xem các lệnh: cham --help.`,
  ],
  [
    /^error: unknown option '(.*?)'(?:\n\(Did you mean (.*?)\?\))?/,
    ([, read = "", near]) =>
      `Lệnh này không có tùy chọn “${read}”.${near === undefined ? "" : ` Có phải anh/chị muốn: ${near}?`}`,
  ],
  [/^error: missing required argument '(.*?)'/, ([, name = ""]) => `Thiếu <${name}>.`],
  [
    /^error: required option '(.*?)' not specified/,
    ([, option = ""]) => `Thiếu tùy chọn bắt buộc: ${option}.`,
  ],
  [/^error: option '(.*?)' argument missing/, ([, option = ""]) => `Thiếu giá trị sau ${option}.`],
  [
    /^error: too many arguments(?: for '(.*?)')?\. Expected (\d+) arguments? but got (\d+)/,
    ([, , wanted = "", got = ""]) => `Lệnh cần ${wanted} đối số nhưng nhận ${got}.`,
  ],
];

/** Lets a command and all below it refuse wrong words in Vietnamese, with the way to its help. */
export function speakVietnamese(command: Command): void {
  command.configureOutput({
    outputError: (text, write) => {
      write(`${inVietnamese(text)}\n`);
    },
  });
  for (const each of command.commands) speakVietnamese(each);
}

/** What is not known stays as commander wrote it. */
function inVietnamese(text: string): string {
  for (const [pattern, say] of sentences) {
    const found = pattern.exec(text);
    if (found) return say(found);
  }
  return text.trim();
}
