import type { BotCommand } from "grammy/types";
import { type TelegramBot, telegramApi } from "./telegram-api.ts";
import { redactedError } from "./describe-telegram-error.ts";

/** A command with the line that Telegram shows beside it, in both languages. */
interface CommandLine {
  readonly command: string;
  readonly vi: string;
  readonly en: string;
}

/** The commands that are worth a line in the list, most used first; /trogiup tells of the rest. */
const commands: readonly CommandLine[] = [
  { command: "batdau", vi: "Bắt đầu hoặc tiếp tục", en: "Start or go on" },
  { command: "tiendo", vi: "Tiến độ tự chấm", en: "Progress of self-scoring" },
  { command: "tc", vi: "Mở một tiêu chí, ví dụ: /tc 1.1.1", en: "Open a criterion: /tc 1.1.1" },
  { command: "lui", vi: "Lùi lại một bước", en: "Go back a step" },
  { command: "sua", vi: "Sửa câu trả lời, ví dụ: /sua 1.1.1", en: "Change an answer: /sua 1.1.1" },
  { command: "hoantac", vi: "Hoàn tác điều vừa ghi", en: "Undo what was last stored" },
  {
    command: "minhchung",
    vi: "Tài liệu kiểm chứng, ví dụ: /minhchung 1.1.1",
    en: "Evidence: /minhchung 1.1.1",
  },
  {
    command: "visao",
    vi: "Vì sao ra điểm này, ví dụ: /visao 1.1.1",
    en: "Why this score: /visao 1.1.1",
  },
  { command: "lichsu", vi: "Lịch sử một tiêu chí: /lichsu 2.1.3", en: "History: /lichsu 2.1.3" },
  { command: "nop", vi: "Kiểm tra và nộp kết quả tự chấm", en: "Check and submit self-scoring" },
  { command: "kiemtra", vi: "Kiểm tra một biên nhận", en: "Look up a receipt" },
  { command: "xephang", vi: "Xếp hạng tạm tính", en: "Provisional ranking" },
  { command: "donvi", vi: "Kết quả của đơn vị", en: "An agency's results" },
  { command: "tomtat", vi: "Tóm tắt cả kỳ đánh giá", en: "The round in short" },
  {
    command: "cham",
    vi: "Đơn vị còn chậm; người chấm: chấm tiếp",
    en: "Who is behind; scorers: go on",
  },
  { command: "sosanh", vi: "So hai đơn vị: /sosanh SNV STC", en: "Two agencies: /sosanh SNV STC" },
  { command: "hoidong", vi: "Hội đồng thẩm định", en: "The appraisal council" },
  { command: "lienket", vi: "Tài khoản đã liên kết", en: "Linked accounts" },
  { command: "ngonngu", vi: "Tiếng Việt hoặc English", en: "Vietnamese or English" },
  { command: "trogiup", vi: "Hướng dẫn sử dụng", en: "Help" },
  { command: "huy", vi: "Dừng việc đang làm", en: "Stop what you are doing" },
];

/**
 * Fills the bot's command list: Vietnamese for everybody, English for those whose Telegram is in
 * English. Doing it again changes nothing.
 *
 * @throws {Error} When Telegram refuses or does not answer; the bot can run without the list.
 */
export async function setTelegramCommands(bot: TelegramBot): Promise<void> {
  const api = telegramApi(bot);
  try {
    await api.setMyCommands(listIn("vi"));
    await api.setMyCommands(listIn("en"), { language_code: "en" });
  } catch (cause) {
    throw redactedError("The command list was not set", cause, bot.token);
  }
}

function listIn(language: "vi" | "en"): BotCommand[] {
  return commands.map((each) => ({ command: each.command, description: each[language] }));
}
